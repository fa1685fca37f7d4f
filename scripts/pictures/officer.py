"""Pictures of what an officer gets: workbook, report, appendix and letter."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pictures.drawing import Crop, PictureError, cropped, opened, page_of, printed, run, shot

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = "examples/mejeri-och-rotfrukter"
PUBLISHED = "examples/mejeri"
APPENDIX = {"sv": "metodbilaga.html", "en": "method-appendix.html"}
LETTER = {"sv": "brev-02.html", "en": "letter-02.html"}
CARBON = (sys.executable, "-m", "carbon.cli")

# How the first page of a sheet begins, by language; which of its pages; what of it.
SHEETS = (
    ("decision", {"sv": "Livsmedel till skolkök", "en": "Livsmedel till skolkök"}, 0,
     Crop(left=0.02, top=0.05, width=0.96, height=0.57, dpi=100)),
    ("lines", {"sv": "Rader:", "en": "Lines:"}, 0,
     Crop(left=0.02, top=0.05, width=0.96, height=0.33, dpi=115)),
    ("legs", {"sv": "Transportled:", "en": "Legs:"}, 0,
     Crop(left=0.02, top=0.05, width=0.96, height=0.35, dpi=115)),
    ("factors", {"sv": "Faktorer:", "en": "Factors:"}, 0,
     Crop(left=0.02, top=0.05, width=0.66, height=0.26, dpi=150)),
)  # fmt: skip


def evaluated(tender: str, folder: Path, language: str, *more: str) -> Path:
    """Evaluate an example. It has offers with gaps on purpose, so the exit code may be 1."""
    run(*CARBON, "evaluate", tender, "--out", folder, "--lang", language, *more,
        fine=(0, 1), cwd=CHECKOUT)  # fmt: skip
    return folder


def pictures(chromium: Any, folder: Path, language: str, target: Path) -> Iterator[Path]:
    """Draw workbook and report of the example, appendix and letter of the published one."""
    result = evaluated(EXAMPLE, folder / "example", language)
    pdf = printed(result / "evaluation.xlsx", result, language)
    for name, titles, nth, crop in SHEETS:
        page = page_of(pdf, titles[language], nth)
        yield cropped(pdf, page, crop, target / f"{name}-{language}.png")
    with opened(chromium, (result / "report.html").as_uri(), 1000, 980) as page:
        yield shot(page, target / f"report-{language}.png")
    tender = _published(folder / "tender", language)
    appendix = tender / "publish" / APPENDIX[language]
    with opened(chromium, appendix.as_uri(), 1000, 900) as page:
        page.locator("h2").first.evaluate("one => { one.scrollIntoView() }")
        yield shot(page, target / f"appendix-{language}.png")
    letters = evaluated(str(tender), folder / "records", language, "--records")
    letter = letters / LETTER[language]
    if not letter.exists():
        raise PictureError(f"{PUBLISHED} gave no letter")
    with opened(chromium, letter.as_uri(), 1000, 980) as page:
        yield shot(page, target / f"letter-{language}.png")


def _published(folder: Path, language: str) -> Path:
    """Publish a copy of the published example anew: its letters are in the tender's language."""
    shutil.copytree(CHECKOUT / PUBLISHED / "offers", folder / "offers")
    shutil.copy(CHECKOUT / PUBLISHED / "procedure.yaml", folder)
    written = (CHECKOUT / PUBLISHED / "tender.yaml").read_text(encoding="utf-8")
    (folder / "tender.yaml").write_text(
        written.replace("\nlanguage: sv\n", f"\nlanguage: {language}\n"), encoding="utf-8"
    )
    run(*CARBON, "publish", folder, "--lang", language, fine=(0, 1), cwd=CHECKOUT)
    return folder
