"""Names of files in a bundle: letters that mean the same on every system, and nothing else.

A letter outside a-z, A-Z, 0-9, `.`, `_` and `-` is written as `=XX` for each of its UTF-8 bytes:
the percent sign of addresses has a meaning of its own in a BagIt manifest. The table of contents
keeps the name that the file had.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LONGEST_PART = 120  # Windows allows 260 characters for a whole path
LONGEST_FOLDER = 700  # of the folders before a name that is shortened
_BEFORE = "data/tender/"  # what stands before a name in a bundle counts as well
_SAFE_PART = re.compile(r"[A-Za-z0-9._=~-]{1,200}")
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
# Names that Windows keeps for devices, with any ending.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def is_safe(name: str) -> bool:
    """Tell whether a name of a bundle stays inside its folder and is a plain name everywhere."""
    return len(name) <= 1000 and all(_is_safe_part(part) for part in name.split("/"))


def _is_safe_part(part: str) -> bool:
    return (
        _SAFE_PART.fullmatch(part) is not None
        and part.strip(".") != ""
        and not part.endswith(".")
        and _DEVICES.fullmatch(part) is None
    )


def encoded(originals: Iterable[str]) -> dict[str, str]:
    """Return original name -> name in a bundle; no two of them differ by case alone.

    >>> encoded(["offers/Åkerbo anbud.xlsx"])["offers/Åkerbo anbud.xlsx"]
    'offers/=C3=85kerbo=20anbud.xlsx'
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for original in sorted(originals):
        name = "/".join(_encoded_part(part) for part in original.split("/"))
        if name.casefold() in taken or not is_safe(f"{_BEFORE}{name}"):
            name = _told_apart(name, original)
        taken.add(name.casefold())
        found[original] = name
    return found


def is_inside(original: str) -> bool:
    """Tell whether a name of the tender folder stays inside it when it is put back."""
    parts = original.split("/")
    return all(
        part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in parts
    ) and (":" not in parts[0])


def _encoded_part(part: str) -> str:
    text = "".join(
        chr(byte) if byte in _PLAIN else f"={byte:02X}"
        for byte in part.encode("utf-8", "surrogateescape")
    )
    if text.endswith(".") or text.strip(".") == "" or _DEVICES.fullmatch(text):
        text = f"={ord(text[0]):02X}{text[1:]}".removesuffix(".") + (
            "=2E" if text.endswith(".") and len(text) > 1 else ""
        )
    if len(text) <= LONGEST_PART:
        return text
    return text[:80] + "~" + _digest(part) + _ending(text)


def _told_apart(name: str, original: str) -> str:
    folder, slash, last = name.rpartition("/")
    if len(folder) > LONGEST_FOLDER:
        first, _, rest = folder.partition("/")
        first = first if len(first) <= 80 else f"{first[:80]}~"
        folder = f"{first}/~{_digest(rest)}"
    return f"{folder}{slash}{last[:80]}~{_digest(original)}{_ending(last)}"


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group() if found else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
