"""Pictures of what a producer meets: the page, its result, the Excel form, the declaration."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from pictures.drawing import Crop, cropped, opened, printed, run, shot
from pictures.officer import CARBON, CHECKOUT

# A carrot grower's answers, by the key of the question; the rest is left as not known.
CARROTS = {"area": "2", "yield": "90", "n_min": "160", "manure": "0"}
WHO = {"name": "Morötter från Sång", "producer": "Sångs gård", "place": "Leksand", "year": "2025"}
FORM = Crop(left=0.03, top=0.08, width=0.58, height=0.37, dpi=175)
DECLARATION = Crop(left=0.05, top=0.04, width=0.90, height=0.74, dpi=80)
WAIT_SECONDS = 120


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """Run the page on this machine and return its address."""
    address = f"http://127.0.0.1:{_free_port()}"
    port = address.rpartition(":")[2]
    server = subprocess.Popen(
        [*CARBON, "serve", "--port", port, "--workers", "1"],
        cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"{address}/sv/")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def pictures(chromium: Any, folder: Path, language: str, target: Path) -> Iterator[Path]:
    """Draw the page with its questions and its result, the form and the declaration."""
    with served() as address, opened(chromium, f"{address}/{language}/roots", 900, 1000) as page:
        for key, text in CARROTS.items():
            page.fill(f'[name="a.{key}"]', text)
        for key, text in WHO.items():
            if page.locator(f'[name="{key}"]').is_visible():
                page.fill(f'[name="{key}"]', text)
        page.locator("#area").blur()
        page.locator("#area").evaluate("one => { one.closest('section').scrollIntoView() }")
        yield shot(page, target / f"page-{language}.png")
        page.locator('main button[name="do"][value="result"]').first.click()
        page.wait_for_load_state()
        yield shot(page, target / f"result-{language}.png")
    form = folder / "form.xlsx"
    run(*CARBON, "footprint", "--form", "roots", "--out", form, "--lang", language, cwd=CHECKOUT)
    _fill(form)
    pdf = printed(form, folder, language)
    yield cropped(pdf, 1, FORM, target / f"form-{language}.png")
    made = folder / "declared"
    run(*CARBON, "footprint", form, "--out", made, "--lang", language, fine=(0, 1), cwd=CHECKOUT)
    declaration = next(made.glob("*.pdf"))
    yield cropped(declaration, 1, DECLARATION, target / f"declaration-{language}.png")


def _fill(form: Path) -> None:
    """Write the answers into the yellow cells: the column beside the question, by its key."""
    book = load_workbook(form)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        text = {**CARROTS, **WHO}.get(str(row[0].value))
        if text is not None:
            row[2].value = int(text) if text.isdigit() else text
    book.save(form)
