"""The terminal views in the guides: what the commands print over the example, put in place.

A guide says `<!-- filled: NAME -->` where a view begins and `<!-- /filled -->` where it ends; what
stands between is written again each time, so that the guide quotes real numbers.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from reference.running import EXAMPLE, told, waiting

GUIDES = {"upphandlare.md": "sv", "officers.md": "en"}
_VIEW = re.compile(r"(<!-- filled: (\w+) -->\n).*?(<!-- /filled -->)", re.DOTALL)


def filled(text: str, language: str) -> str:
    """Return a guide with every view as the command prints it now."""

    def one(found: re.Match[str]) -> str:
        view = "\n".join(line.rstrip() for line in _VIEWS[found[2]](language).splitlines())
        return f"{found[1]}```text\n{view.strip(chr(10))}\n```\n{found[3]}"

    return _VIEW.sub(one, text)


def _evaluate(language: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        text = told("evaluate", EXAMPLE, "--out", folder, "--lang", language, remarks=True)
        # On Windows the folder is followed by a backslash.
        return re.sub(re.escape(folder) + r"[\\/]", "ut/", text)


def _match(language: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return told("match", str(waiting(Path(folder))), "--lang", language)


def _read(language: str) -> str:
    return told("read", f"{EXAMPLE}/offers/akerbo.xlsx", "--lang", language, remarks=True)


def _route(language: str) -> str:
    return told("route", "Skara", "Falun", "--lang", language)


_VIEWS: Mapping[str, Callable[[str], str]] = {
    "evaluate": _evaluate,
    "match": _match,
    "read": _read,
    "route": _route,
}
