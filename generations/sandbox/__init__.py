"""An imitation of the gateway: the same addresses, rules, waits and films.

`serve` runs it in the foreground, `running_sandbox` inside a test, and `Remote`
speaks to the control address of either.
"""

from __future__ import annotations

from .remote import Remote
from .server import running_sandbox, serve

__all__ = ["Remote", "running_sandbox", "serve"]
