"""Where the knowledge (`factors/`) and the templates live.

In a checkout they are folders beside the package; in a wheel they travel inside it. Nothing else
in the code knows the difference.
"""

from __future__ import annotations

from pathlib import Path

from carbon.problems import CarbonError

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"
    beside = _PACKAGE.parent / name
    for candidate in (inside, beside):
        if candidate.is_dir():
            return candidate
    raise CarbonError(
        f"carbon is not installed completely: no {name} folder at {inside} or {beside}"
    )


def factors_folder() -> Path:
    """Return the folder that holds the emission-factor library."""
    return _folder("factors")


def templates_folder() -> Path:
    """Return the folder that holds templates and message catalogues."""
    return _folder("templates")
