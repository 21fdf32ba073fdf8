"""What README says to type works as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generations.media.container import inspect
from tests.studio.running import TOP, Studio

needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(120), needs_curl]


def test_the_first_clip_by_curl(studio: Studio, tmp_path: Path) -> None:
    [script] = re.findall(r"```sh\n(.*?)```", (TOP / "README.md").read_text(), re.S)
    script = (
        script.replace("localhost:8000", f"127.0.0.1:{studio.port}")
        .replace(".venv/bin/python", sys.executable)
        .replace("manage.py", str(TOP / "manage.py"))
        .replace("python3", sys.executable)
    )
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-euc", script],
        env=studio.variables,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.stdout.rstrip().endswith("206"), done.stderr
    assert inspect(tmp_path / "clip.mp4").width == 1280
