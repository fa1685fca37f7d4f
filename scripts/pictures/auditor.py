"""The picture of what an auditor reads: one line's whole way to the comparison sum."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pictures.drawing import opened, run, shot
from pictures.officer import CARBON, CHECKOUT, EXAMPLE

SUPPLIER, LINE = "Åkerbo Låtsasgård", "2.1"


def pictures(chromium: Any, folder: Path, language: str, target: Path) -> Iterator[Path]:
    """Draw the explanation of one line."""
    made = folder / "line.html"
    run(*CARBON, "explain", EXAMPLE, SUPPLIER, LINE, "--html", made, "--lang", language,
        fine=(0, 1), cwd=CHECKOUT)  # fmt: skip
    with opened(chromium, made.as_uri(), 1000, 980) as page:
        yield shot(page, target / f"explain-{language}.png")
