"""LibreOffice as a second reader of our workbooks: recalculates everything on opening."""

from __future__ import annotations

import atexit
import math
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest

SOFFICE = shutil.which("soffice")
MARKS = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
_LONGEST = 900  # seconds

# "Recalculate always" on loading; stored values would otherwise be shown unchecked.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@cache
def _profile() -> Path:
    """Return a profile of this process's own: making one takes as long as a small workbook."""
    profile = Path(tempfile.mkdtemp(prefix="carbon-office-"))
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    return profile


def recalculated(path: Path, folder: Path) -> openpyxl.Workbook:
    """Return the workbook as LibreOffice computes it."""
    return openpyxl.load_workbook(recalculate(path, folder), data_only=True)


def recalculate(path: Path, folder: Path) -> Path:
    """Let LibreOffice compute a workbook and return the file it wrote."""
    out = folder / "recalculated"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={_profile().as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=_LONGEST,
    )
    return out / path.name


def same(stored: object, found: object) -> bool:
    """Tell whether two cells show the same: numbers to 1e-9 (R2), texts exactly."""
    if isinstance(stored, int | float) and isinstance(found, int | float):
        return math.isclose(stored, found, rel_tol=1e-9, abs_tol=0.0)
    return (stored or "") == (found or "")


def differences(path: Path, found: openpyxl.Workbook) -> tuple[int, list[str]]:
    """Return how many formulas were compared, and those whose stored value is another."""
    stored = openpyxl.load_workbook(path, data_only=True)
    checked, wrong = 0, []
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                checked += 1
                ours = stored[sheet.title][cell.coordinate].value
                theirs = found[sheet.title][cell.coordinate].value
                if str(theirs).startswith("#") or not same(ours, theirs):
                    place = f"{sheet.title}!{cell.coordinate} {cell.value}"
                    wrong.append(f"{place}: {ours} stored, {theirs} recalculated")
    return checked, wrong
