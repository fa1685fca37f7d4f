"""A library small enough to read: the project's own frame, two foods and a few factors.

The files stand in small_library/; sources, regions, warming potentials and assumptions are copies
of the project's own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from carbon import resources

_OWN = Path(__file__).parent / "small_library"
_FRAME = (
    "sources.yaml",
    "regions.yaml",
    "gwp.yaml",
    "assumptions/inbound.yaml",
    "assumptions/proxy.yaml",
    "assumptions/spread.yaml",
)


def write(folder: Path) -> Path:
    """Write the small library into a folder and return it."""
    shutil.copytree(_OWN, folder)
    (folder / "assumptions").mkdir()
    for name in _FRAME:
        shutil.copyfile(resources.factors_folder() / name, folder / name)
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a text that stands in a file at least once."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
