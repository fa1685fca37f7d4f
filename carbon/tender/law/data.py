"""The dated tables of law in factors/law/, read strictly: a broken one is our own mistake."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from carbon import yamlfile
from carbon.problems import LibraryError

FOLDER = "law"


def table(name: str) -> Mapping[str, Any]:
    """Return the content of a file in factors/law/. Raises LibraryError when it is unreadable."""
    return yamlfile.of_factors(f"{FOLDER}/{name}")


def amount(entry: Mapping[str, Any], key: str, name: str) -> Decimal:
    """Return a number of an entry exactly as written."""
    try:
        return Decimal(str(entry[key]))
    except (KeyError, InvalidOperation) as wrong:
        raise LibraryError(f"factors/{FOLDER}/{name}: {key} of {entry} is no number") from wrong
