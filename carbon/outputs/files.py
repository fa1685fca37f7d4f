"""Files written aside and renamed: a reader never meets half a result under its final name."""

from __future__ import annotations

import os
from pathlib import Path

from carbon.intake import collector
from carbon.problems import UsageError, error
from carbon.tender.records import Assessment


def write_aside(path: Path, content: bytes) -> None:
    """Write `content` to a neighbour of `path` and rename it, so that it is there whole or not.

    Raises UsageError when the file cannot be written.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.unlink(missing_ok=True)
        try:
            # "x" refuses a file or link that somebody put there in the meantime.
            with aside.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritable("output-unwritable", path, problem) from problem


def folder_for(folder: Path) -> Path:
    """Return a folder for outputs, made if needed. Raises UsageError when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable("output-folder", folder, problem) from problem
    return folder


def write_all(assessment: Assessment, folder: Path, lang: str) -> tuple[Path, ...]:
    """Write evaluation.xlsx, report.html and result.json into `folder`, which is made if needed.

    Names are fixed here; nothing from an offer becomes part of a path. Raises UsageError when the
    folder or a file cannot be written.
    """
    from carbon.outputs.report import write_report
    from carbon.outputs.result import write_result
    from carbon.outputs.workbook import write_workbook
    from carbon.tender.doubt.assessing import with_doubt

    folder = folder_for(folder)
    paths = (folder / "evaluation.xlsx", folder / "report.html", folder / "result.json")
    with collector.paused():
        assessment = with_doubt(assessment)
        write_workbook(assessment, paths[0], lang)
        write_report(assessment, paths[1], lang)
        write_result(assessment, paths[2], lang)
    return paths


def _unwritable(code: str, path: Path, problem: OSError) -> UsageError:
    return UsageError(error(code, str(path), found=problem.strerror or type(problem).__name__))
