"""Runs `carbon` many times under hard conditions, in processes forked from one that is warm.

Starting Python and loading the library costs some two seconds; a fork costs none. Every run is a
process of its own all the same, with its own limits, its own end and its own files.

The conditions are real: the kernel refuses to write (RLIMIT_FSIZE), the process sends itself
SIGKILL at the n-th thing that it does to a file, and root's right to ignore permissions is given
up before the command begins.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# What the interpreter tells of as it happens, each a moment between two states of a folder.
_EVENTS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.truncate"})
_WRITES = os.O_WRONLY | os.O_RDWR
_MODULES = ("carbon.cli.evaluation", "carbon.tender.folder", "carbon.outputs.files",
            "carbon.outputs.report", "carbon.outputs.workbook", "carbon.outputs.result",
            "carbon.audit.bundling", "carbon.outputs.records", "carbon.cli.redacting")  # fmt: skip
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_CAPABILITIES_3 = 0x20080522


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One run: what is asked for, and what is hard about it."""

    argv: list[str]
    cwd: str = "/"
    env: dict[str, str] = field(default_factory=dict)
    unset: list[str] = field(default_factory=list)  # variables that are not there
    largest_file: int | None = None  # bytes, as on a disk that is full after so many
    ends_when_full: bool = False  # the kernel ends the process there, in the middle of a file
    kill_at: int | None = None  # the n-th thing done to a file
    common: bool = False  # without root's right to ignore permissions
    stdin: str = "/dev/null"
    stdout: str = ""  # a device in place of what is handed back


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended: exit code (negative: the signal), what it printed, things done to files."""

    code: int
    out: str
    err: str
    moments: int


class Forge:
    """A warm process that runs days, several at once when asked to."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hardday.forge", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.communicate()

    def runs(self, *days: Day) -> list[Ended]:
        """Start all days at the same time; return how each ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(day) for day in days]) + "\n")
        self._process.stdin.flush()
        ended = [Ended(**one) for one in json.loads(self._process.stdout.readline())]
        for one in ended:
            assert "Traceback" not in one.err, one.err
        return ended

    def run(self, day: Day) -> Ended:
        """Run one day."""
        return self.runs(day)[0]


def _serve(place: Path) -> None:
    from importlib import import_module

    for name in _MODULES:
        import_module(name)
    for line in sys.stdin:
        days = [Day(**one) for one in json.loads(line)]
        places = [place / str(number) for number in range(len(days))]
        started = [_forked(day, one) for day, one in zip(days, places, strict=True)]
        ended = [_ended(pid, one) for pid, one in zip(started, places, strict=True)]
        print(json.dumps([asdict(one) for one in ended]), flush=True)


def _forked(day: Day, place: Path) -> int:
    place.mkdir(exist_ok=True)
    (place / "moments").write_bytes(b"")
    pid = os.fork()
    if pid:
        return pid
    try:
        _live(day, place)
    finally:
        os._exit(99)  # _live never returns


def _live(day: Day, place: Path) -> None:
    files = (day.stdin, day.stdout or place / "out", place / "err")
    for number, name in enumerate(files):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(name, flags, 0o644), number)
    moments = os.open(place / "moments", os.O_WRONLY | os.O_APPEND)
    os.chdir(day.cwd)
    os.environ.update(day.env)
    for name in day.unset:
        os.environ.pop(name, None)
    if day.common:
        _give_up_rights()
    if day.largest_file is not None:
        # A file of output stops there; what the shell holds open for us (out, err) stays short.
        resource.setrlimit(resource.RLIMIT_FSIZE, (day.largest_file, day.largest_file))
    if day.ends_when_full:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    _watch(day.kill_at, moments, Path(day.cwd))
    os._exit(_code(day.argv))


def _code(argv: list[str]) -> int:
    import traceback

    from carbon.cli import main

    sys.argv = ["carbon", *argv]
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    except BaseException:
        traceback.print_exc()
        return 98
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _watch(kill_at: int | None, moments: int, place: Path) -> None:
    """Count what is done to files of the folder, and end the process at one of those moments."""
    seen = [0]
    root = str(place)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            # mode is None for os.open; flags tell of both.
            if not isinstance(args[2], int) or not args[2] & _WRITES:
                return
        elif event not in _EVENTS:
            return
        if not os.path.abspath(os.fsdecode(args[0]) if not isinstance(args[0], int) else root
                               ).startswith(root):  # fmt: skip
            return
        seen[0] += 1
        os.write(moments, b".")
        if seen[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _ended(pid: int, place: Path) -> Ended:
    _, status = os.waitpid(pid, 0)
    return Ended(
        code=os.waitstatus_to_exitcode(status),
        out=(place / "out").read_text("utf-8", "replace"),
        err=(place / "err").read_text("utf-8", "replace"),
        moments=(place / "moments").stat().st_size,
    )


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32),
                ("inheritable", ctypes.c_uint32))  # fmt: skip


def _give_up_rights() -> None:
    """Be a common user towards permissions: root's right to pass over them is given up."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_CAPABILITIES_3, 0), (_Sets * 2)()
    if libc.capget(ctypes.byref(header), sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    kept = ~((1 << _DAC_OVERRIDE) | (1 << _DAC_READ_SEARCH))
    sets[0].effective &= kept
    sets[0].permitted &= kept
    if libc.capset(ctypes.byref(header), sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
