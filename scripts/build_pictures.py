"""Make the pictures of the guides from a real run of the example, so that they stay true.

Needs LibreOffice, Chromium and pdftoppm (poppler). Run: python scripts/build_pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PICTURES = CHECKOUT / "docs" / "guide" / "pictures"
EXAMPLE = "examples/mejeri-och-rotfrukter"
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
LARGEST = 200_000  # bytes of one picture
REPORT_WIDTH, REPORT_HEIGHT = 1000, 980
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item></oor:items>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A part of the first page of a sheet, as shares of the page, and how finely it is drawn."""

    name: str
    titles: dict[str, str]  # how the sheet's first page begins, by language
    left: float
    top: float
    width: float
    height: float
    dpi: int
    nth: int = 0  # a wide sheet is printed side by side: which of its pages that bear the title


CROPS = (
    Crop(name="decision", titles={"sv": "Livsmedel till skolkök", "en": "Livsmedel till skolkök"},
         left=0.02, top=0.05, width=0.96, height=0.72, dpi=110),
    Crop(name="lines", titles={"sv": "Rader:", "en": "Lines:"},
         left=0.02, top=0.05, width=0.92, height=0.33, dpi=130),
    Crop(name="legs", titles={"sv": "Transportled:", "en": "Legs:"},
         left=0.02, top=0.05, width=0.95, height=0.35, dpi=125, nth=1),
    Crop(name="factors", titles={"sv": "Faktorer:", "en": "Factors:"},
         left=0.02, top=0.05, width=0.62, height=0.26, dpi=200),
)  # fmt: skip


def _run(*command: str | Path) -> str:
    done = subprocess.run([str(one) for one in command], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def _evaluated(folder: Path, language: str) -> None:
    # The example has an offer with gaps on purpose, so the exit code is 1.
    subprocess.run(
        [sys.executable, "-m", "carbon.cli", "evaluate", EXAMPLE, "--out", str(folder),
         "--lang", language],
        cwd=CHECKOUT, capture_output=True, check=False,
    )  # fmt: skip


def _pdf(folder: Path, language: str) -> Path:
    """Print the workbook with the reader's way of writing numbers."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = _PROFILE.format(locale=LOCALES[language])
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    _run("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "pdf", "--outdir", folder, folder / "evaluation.xlsx")  # fmt: skip
    return folder / "evaluation.pdf"


def _page_of(pdf: Path, title: str, nth: int) -> int:
    pages = _run("pdftotext", pdf, "-").split("\f")
    return [number for number, text in enumerate(pages, 1) if text.startswith(title)][nth]


def _cropped(pdf: Path, crop: Crop, language: str) -> Path:
    page = _page_of(pdf, crop.titles[language], crop.nth)
    width, height = _size(pdf, page, crop.dpi)
    target = PICTURES / f"{crop.name}-{language}"
    _run("pdftoppm", "-png", "-singlefile", "-r", str(crop.dpi), "-f", str(page), "-l", str(page),
         "-x", str(int(crop.left * width)), "-y", str(int(crop.top * height)),
         "-W", str(int(crop.width * width)), "-H", str(int(crop.height * height)),
         pdf, target)  # fmt: skip
    return target.with_suffix(".png")


def _size(pdf: Path, page: int, dpi: int) -> tuple[float, float]:
    told = _run("pdfinfo", "-f", str(page), "-l", str(page), pdf)
    line = next(one for one in told.splitlines() if "size:" in one and one.startswith("Page"))
    width, _, height, *_ = line.partition("size:")[2].split()
    return float(width) * dpi / 72, float(height) * dpi / 72


def _report(folder: Path, language: str) -> Path:
    target = PICTURES / f"report-{language}.png"
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={folder / 'browser'}",
         f"--window-size={REPORT_WIDTH},{REPORT_HEIGHT}", f"--screenshot={target}",
         (folder / "report.html").as_uri())  # fmt: skip
    return target


def main() -> int:
    """Make every picture in both languages; say which are too large."""
    missing = [tool for tool in ("soffice", "chromium", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"not found: {', '.join(missing)}")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for language in LOCALES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _evaluated(folder, language)
            pdf = _pdf(folder, language)
            made += [_cropped(pdf, crop, language) for crop in CROPS]
            made.append(_report(folder, language))
    for path in made:
        print(f"{path.relative_to(CHECKOUT)}: {path.stat().st_size // 1000} kB")
    return 1 if any(path.stat().st_size > LARGEST for path in made) else 0


if __name__ == "__main__":
    raise SystemExit(main())
