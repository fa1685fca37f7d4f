"""What is written of every assessment: the workbook, the report and the result as data."""

from __future__ import annotations

from pathlib import Path

from carbon.intake import collector
from carbon.outputs.files import folder_for
from carbon.outputs.report import write_report
from carbon.outputs.result import write_result
from carbon.outputs.workbook import write_workbook
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.records import Assessment


def write_all(assessment: Assessment, folder: str | Path, lang: str = "sv") -> tuple[Path, ...]:
    """Write evaluation.xlsx, report.html and result.json into `folder`, which is made if needed.

    Names are fixed here; nothing from an offer becomes part of a path. Raises UsageError when the
    folder or a file cannot be written.
    """
    place = folder_for(Path(folder))
    paths = (place / "evaluation.xlsx", place / "report.html", place / "result.json")
    with collector.paused():
        assessment = with_doubt(assessment)
        write_workbook(assessment, paths[0], lang)
        write_report(assessment, paths[1], lang)
        write_result(assessment, paths[2], lang)
    return paths
