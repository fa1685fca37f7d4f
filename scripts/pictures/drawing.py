"""How a picture comes about: LibreOffice and poppler for sheets and PDF, Chromium for pages.

Every picture is brought down to few colours: screens of text need no more, and stay small.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

COLOURS = 48  # of one picture; text stays sharp
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
TOOLS = ("soffice", "pdftoppm", "pdftotext", "pdfinfo", "chromium")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item></oor:items>
"""


class PictureError(Exception):
    """A picture that cannot be made, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A part of a printed page, as shares of the page, and how finely it is drawn."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    dpi: int = 100


def missing_tools() -> list[str]:
    """Return the programs that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def run(*command: str | Path, fine: tuple[int, ...] = (0,), cwd: Path | None = None) -> str:
    """Run a program and return what it said. Raises PictureError for an exit code not in `fine`."""
    done = subprocess.run([str(one) for one in command], capture_output=True, check=False, cwd=cwd)
    if done.returncode not in fine:
        told = done.stderr.decode("utf-8", "replace")[-2000:]
        raise PictureError(f"{' '.join(str(one) for one in command)}: {told}")
    return done.stdout.decode("utf-8", "replace")


def printed(book: Path, folder: Path, language: str) -> Path:
    """Print a workbook to PDF with the reader's way of writing numbers."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    settings = _PROFILE.format(locale=LOCALES[language])
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    run("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
        "pdf", "--outdir", folder, book)  # fmt: skip
    return folder / f"{book.stem}.pdf"


def page_of(pdf: Path, title: str, nth: int = 0) -> int:
    """Return the number of the `nth` page with a title (a wide sheet has several)."""
    pages = [text.splitlines() for text in run("pdftotext", pdf, "-").split("\f")]
    found = [number for number, lines in enumerate(pages, 1) if _titled(lines, title)]
    if len(found) <= nth:
        raise PictureError(f"{pdf.name}: no page {nth + 1} has the title {title!r}")
    return found[nth]


def _titled(lines: list[str], title: str) -> bool:
    return any(line.startswith(title) for line in lines)


def cropped(pdf: Path, page: int, crop: Crop, target: Path) -> Path:
    """Draw a part of a page."""
    told = run("pdfinfo", "-f", str(page), "-l", str(page), pdf)
    size = next(one for one in told.splitlines() if one.startswith("Page") and "size:" in one)
    width, _, height, *_ = size.partition("size:")[2].split()
    across, down = float(width) * crop.dpi / 72, float(height) * crop.dpi / 72
    run("pdftoppm", "-png", "-singlefile", "-r", str(crop.dpi), "-f", str(page), "-l", str(page),
        "-x", str(int(crop.left * across)), "-y", str(int(crop.top * down)),
        "-W", str(int(crop.width * across)), "-H", str(int(crop.height * down)),
        pdf, target.with_suffix(""))  # fmt: skip
    return shrunk(target)


def shrunk(path: Path) -> Path:
    """Write a picture again with few colours and without a date."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


@contextmanager
def browser() -> Iterator[Any]:
    """Open Chromium; pages are drawn without JavaScript, as they must work without it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        # Also where everything runs as root in a container and no sandbox can start.
        opened = tool.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield opened
        opened.close()


@contextmanager
def opened(chromium: Any, address: str, width: int, height: int) -> Iterator[Any]:
    """Open an address in a window of a size."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    yield page
    context.close()


def shot(page: Any, target: Path) -> Path:
    """Draw what the window shows."""
    page.screenshot(path=str(target))
    return shrunk(target)
