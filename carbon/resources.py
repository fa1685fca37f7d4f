"""Where the knowledge (`factors/`) and the templates live.

In a checkout they are folders beside the package; in a wheel they travel inside it. Nothing else
in the code knows the difference. A process that computes with the knowledge of another time says
so here before anything is loaded (`use_factors`).
"""

from __future__ import annotations

from pathlib import Path

from carbon.problems import CarbonError

_PACKAGE = Path(__file__).resolve().parent


class _Chosen:
    """The folder that this process was told to use, and whether any has been asked for."""

    folder: Path | None = None
    asked = False


def _folder(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"
    beside = _PACKAGE.parent / name
    for candidate in (inside, beside):
        if candidate.is_dir():
            return candidate
    raise CarbonError(
        f"carbon is not installed completely: no {name} folder at {inside} or {beside}"
    )


def use_factors(folder: Path) -> None:
    """Make another folder the library of this whole process; for the first lines of a program.

    What has been loaded is kept by many, so a change later on would mix two libraries: it raises
    CarbonError once anybody has asked where the library is.
    """
    if _Chosen.asked:
        raise CarbonError("the library has been asked for already: it cannot be exchanged")
    if not folder.is_dir():
        raise CarbonError(f"no folder at {folder}")
    _Chosen.folder = folder.resolve()


def chosen_factors() -> Path | None:
    """Return the folder given to `use_factors`, for whoever starts a process of its own."""
    return _Chosen.folder


def factors_folder() -> Path:
    """Return the folder that holds the emission-factor library."""
    _Chosen.asked = True
    return _Chosen.folder or _folder("factors")


def templates_folder() -> Path:
    """Return the folder that holds templates and message catalogues."""
    return _folder("templates")
