"""Values that may be used but not passed on: a commitment stands for each of them in a bundle.

A licence is that of the source. Where a source is not redistributable, the files of the library
that its factors stand in stay out of the bundle, and so do the outputs that print them; each leaves
a commitment: a keyed hash whose key is the SHA-256 of the withheld library file itself. That key is
nowhere in the bundle and cannot be guessed, but whoever holds the same file under a licence of its
own finds it again, and can then verify everything.

The library of today refuses such a value at the door (`library-value-not-redistributable`), so no
bundle has one; this is the second lock, and the form in which a private library would travel.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from carbon.library.records import Factor, Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """The library files that must not travel, each with the secret that its content gives."""

    sources: frozenset[str] = frozenset()
    keys: Mapping[str, bytes] = field(default_factory=dict)  # file below factors/ -> key

    def __bool__(self) -> bool:
        return bool(self.sources)

    def commitment(self, factor: Factor) -> str:
        """Return what stands for a factor's value; empty for one that may be shown."""
        if factor.source not in self.sources:
            return ""
        said = f"{factor.id}={factor.kg_co2e!r}={factor.as_printed}".encode()
        return hmac.new(self._whole(), said, hashlib.sha256).hexdigest()

    def of_file(self, name: str, content: bytes) -> str:
        """Return what stands for a withheld file of the library, or for an output."""
        key = self.keys.get(name) or self._whole()
        return hmac.new(key, name.encode() + b"\0" + content, hashlib.sha256).hexdigest()

    def _whole(self) -> bytes:
        return hashlib.sha256(b"".join(self.keys[name] for name in sorted(self.keys))).digest()


def withheld(library: Library, root: Path) -> Withheld:
    """Return what of a library may not be passed on; nothing when every source allows it."""
    closed = frozenset(id_ for id_, one in library.sources.items() if not one.redistributable)
    if not closed:
        return Withheld()
    return Withheld(sources=closed, keys={
        name: hashlib.sha256((root / name).read_bytes()).digest()
        for name in sorted(_files(library, closed))
        if (root / name).is_file()
    })  # fmt: skip


def _files(library: Library, closed: Iterable[str]) -> set[str]:
    known = set(closed)
    return {
        one.where.partition(":")[0]
        for same in library.factors.values()
        for one in same
        if one.source in known
    }
