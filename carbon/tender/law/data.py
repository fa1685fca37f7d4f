"""The dated tables of law in factors/law/, read strictly: a broken one is our own mistake."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from carbon import resources, yamlfile
from carbon.problems import LibraryError

FOLDER = "law"


def table(name: str) -> Mapping[str, Any]:
    """Return the content of a file in factors/law/. Raises LibraryError when it is unreadable."""
    path = resources.factors_folder() / FOLDER / name
    content, problems = yamlfile.read(path, f"{FOLDER}/{name}")
    if problems or not isinstance(content, Mapping):
        raise LibraryError(f"factors/{FOLDER}/{name} cannot be read: {problems}")
    return content


def amount(entry: Mapping[str, Any], key: str, name: str) -> Decimal:
    """Return a number of an entry exactly as written."""
    try:
        return Decimal(str(entry[key]))
    except (KeyError, InvalidOperation) as wrong:
        raise LibraryError(f"factors/{FOLDER}/{name}: {key} of {entry} is no number") from wrong
