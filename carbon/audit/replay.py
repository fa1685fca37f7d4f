"""A tender folder computed anew, with the knowledge of its time, in a process of its own.

A process of its own for two reasons: what has been loaded of one library cannot be exchanged for
another, and the folder comes from outside, so whatever it does (memory, time, an abort) must not
happen here. The child is `audit.replayer`: a request goes in on its standard input, and what it
makes lies in a temporary folder.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carbon.audit import records, tables
from carbon.audit.records import ANSWER, Replay
from carbon.intake import child

SECONDS = 900.0  # 1,000 lines of ten offers take some 20; a folder that needs more hangs
_PREFIX = "carbon-replay-"


def replayed(
    tender_folder: Path,
    knowledge_folder: Path | None = None,
    *,
    lang: str = "sv",
    doubt: bool = True,
    written: bool = False,
    run: Mapping[str, Any] | None = None,
    held_to_lock: bool = True,
    data: Path | None = None,
    assess: bool = True,
    seconds: float = SECONDS,
) -> Replay:
    """Return what a tender folder comes to with the library in `knowledge_folder`.

    None takes the installed library, with what is cached of it. Without `doubt` no probabilities
    are drawn, which saves half of the time. With `written` the workbook and the report are made
    too, and the records if `run` tells of any. `held_to_lock` False goes on where the method is not
    the published one. With `data`, the folder of a bundle, the award is also computed from its
    tables alone; what differs is told in `arithmetic.json`. Without `assess` that is all that is
    done. Never raises for what the folders hold.
    """
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as place:
        request = {
            "tender": str(tender_folder.resolve()),
            "knowledge": None if knowledge_folder is None else str(knowledge_folder.resolve()),
            "out": place,
            "lang": lang,
            "doubt": doubt,
            "written": written,
            "run": dict(run or {}),
            "held_to_lock": held_to_lock,
            "data": None if data is None else str(data),
            "assess": assess,
        }
        asked = json.dumps(request).encode()
        reason = child.run("carbon.audit.replayer", asked, seconds=seconds)
        return _read(Path(place), reason)


def _read(place: Path, reason: str | None) -> Replay:
    files = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name != ANSWER
    }
    try:
        answer = json.loads((place / ANSWER).read_bytes())
    except (OSError, ValueError):
        answer = {"problems": [_died(reason or "?")]}
    result = files.get(records.RESULT)
    return Replay(
        result=None if result is None else json.loads(result),
        tables={name: tables.from_csv(files[name]) for name in records.KEYS if name in files},
        problems=tuple(answer["problems"]),
        files=files,
    )


def _died(reason: str) -> dict[str, str]:
    """Return what is told of a child without an answer, in the form of a described problem."""
    from carbon import language
    from carbon.problems import error

    return language.described(error("replay-died", "-", found=reason), "sv")
