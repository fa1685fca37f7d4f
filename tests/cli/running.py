"""Runs the command line as a user would: a process of its own, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "mejeri-och-rotfrukter"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def carbon(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
    """Run `carbon` with these arguments and return what it did."""
    done = subprocess.run(
        [sys.executable, "-m", "carbon.cli", *map(str, arguments)],
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in ran.err, ran.err
    return ran
