"""`python -m bench.loopback`: a gateway on this machine whose tasks never end.

In a process of its own, so that its work is not charged to whoever asks. It answers
every query after a small wait, as over a network, and prints its port first.
"""

from __future__ import annotations

import asyncio
import json

LATENCY = 0.02
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
)


async def main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            task = head.split(b" ", 2)[1].decode().rpartition("/")[2]
            await asyncio.sleep(LATENCY)
            writer.write(_answer(task))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _answer(task: str) -> bytes:
    own_id = task.removeprefix("task-")
    body = {
        "code": 0,
        "message": "SUCCEED",
        "request_id": f"r-{own_id}",
        "data": {
            "task_id": f"task-{own_id}",
            "task_status": "processing",
            "task_status_msg": "",
            "task_info": {"external_task_id": own_id},
            "created_at": 1772442000000,
            "updated_at": 1772442001000,
        },
    }
    text = json.dumps(body).encode()
    return HEAD % len(text) + text


if __name__ == "__main__":
    asyncio.run(main())
