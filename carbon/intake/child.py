"""The parent's side of the reading process: start it, ask it, and end it when it takes too long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import carbon
from carbon import resources
from carbon.intake import wire
from carbon.problems import CarbonError


class ChildDiedError(Exception):
    """The reading process ended or was ended before its answer was complete."""

    def __init__(self, *, overran: bool, reason: str) -> None:
        super().__init__(reason)
        self.overran, self.reason = overran, reason


def start() -> subprocess.Popen[bytes]:
    """Start a reading process; it costs some 80 ms and serves any number of files."""
    # -P: never import from the current folder, which may be a tender folder full of strange files.
    command = [sys.executable, "-P", "-m", "carbon.intake.worker"]
    library = resources.chosen_factors()
    command += [] if library is None else [str(library)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        bufsize=1 << 20,
        pipesize=1 << 20,  # so that the child makes the next block while we unpack this one
    )


def run(module: str, request: bytes, *, seconds: float) -> str | None:
    """Run a module of carbon once on a request; return None when it ended well, else why not.

    For work that takes its answer elsewhere than through pipes.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        process.communicate(request, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"{seconds:.0f} s"
    finally:
        stop(process)
    code = process.returncode
    return None if code == 0 else (f"signal {-code}" if code < 0 else f"exit {code}")


def _environment() -> dict[str, str]:
    """Return the parent's environment, in which the child finds the same carbon."""
    home = str(Path(next(iter(carbon.__path__))).parent)
    paths = [home, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def ask(
    process: subprocess.Popen[bytes], request: dict[str, Any], *, seconds: float
) -> Iterator[dict[str, Any]]:
    """Yield the messages that answer a request, the one with "end" last.

    Raises ChildDiedError when the process dies, talks nonsense or needs more than `seconds`.
    """
    if process.stdin is None or process.stdout is None:
        raise CarbonError("the reading process was started without pipes")
    with _deadline(process, seconds) as overrun:
        try:
            wire.send(process.stdin, request)
            while True:
                message = wire.receive(process.stdout)
                yield message
                if "end" in message:
                    return
        except (EOFError, OSError, ValueError, TypeError) as reason:
            stop(process)
            raise ChildDiedError(overran=overrun.is_set(), reason=_why(process, reason)) from reason


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a reading process and take its remains away."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be sent has no reader any more
    process.wait()


@contextmanager
def _deadline(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill the process when the time is up; a timer, because pipes have no time-out on Windows."""
    overrun = threading.Event()

    def end() -> None:
        overrun.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield overrun
    finally:
        timer.cancel()


def _why(process: subprocess.Popen[bytes], reason: Exception) -> str:
    code = process.returncode
    return f"signal {-code}" if code is not None and code < 0 else f"{code}: {reason}"
