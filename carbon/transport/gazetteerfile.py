"""Reading the packed gazetteer: a few hundred thousand places, of which a look-up opens a few.

The file is mapped, not read; its index names the first key of every block, and a look-up inflates
the one block that can hold the key. scripts/gazetteer/pack.py writes it and says how it is laid
out. A file that is not whole is our own fault: CarbonError.
"""

from __future__ import annotations

import mmap
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from carbon.problems import CarbonError

_MAGIC = b"carbon-places-1\n"
_SHARED = {sign: number for number, sign in enumerate("0123456789abcdefghijklmnopqrstuvwxyz")}
_DEGREE = 10_000
_KEPT_BLOCKS = 96  # inflated blocks that stay in memory; some 150 kB each


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the file holds it: names of codes are not yet put in."""

    key: str  # the name folded; of a postcode its digits
    name: str
    prefix: str  # geonames, dalarna, municipality, postcode, port, airport, crossing, country
    own: str  # the id within the prefix
    country: str  # ISO 3166 alpha-2
    region: str  # GeoNames' first-level code; the continent of a country
    municipality: str
    latitude: float
    longitude: float
    population: int
    note: str  # s: seat of its municipality, c: capital; of a postcode u, r, o or n


@dataclass(frozen=True, slots=True)
class OtherName:
    """A further name of some places; `good` means that it is as good as the first one."""

    key: str
    kept: str  # folded with its å, ä and ö
    good: bool
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    keys: list[str]  # first key of each block
    firsts: list[int]  # number of its first place
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class _Block:
    keys: list[str]
    columns: list[list[str]]
    planes: bytes


@dataclass(frozen=True, kw_only=True)
class Book:
    """The open file. It remembers the blocks that it inflated, which never change."""

    data: mmap.mmap = field(repr=False)
    sections: Mapping[str, _Section] = field(repr=False)
    _blocks: dict[tuple[str, int], _Block] = field(default_factory=dict, repr=False)

    def named(self, key: str) -> list[Entry]:
        """Return the places whose own name folds to `key`."""
        at = _block_of(self.sections["m"], key)
        if at < 0:
            return []
        block = self._block("m", at)
        return [_entry(block, i) for i in _rows_of(block, key)]

    def called(self, key: str) -> list[OtherName]:
        """Return the further names that fold to `key`."""
        at = _block_of(self.sections["n"], key)
        if at < 0:
            return []
        block = self._block("n", at)
        return [_other(block, i) for i in _rows_of(block, key)]

    def place(self, number: int) -> Entry:
        """Return the place of a number that a further name gives."""
        section = self.sections["m"]
        at = bisect_right(section.firsts, number) - 1
        return _entry(self._block("m", at), number - section.firsts[at])

    def all_places(self) -> Iterator[Entry]:
        """Yield every place in the order of the file; this opens the whole file."""
        for at in range(len(self.sections["m"].keys)):
            block = self._inflated("m", at)
            yield from (_entry(block, i) for i in range(len(block.keys)))

    def of_geonames(self, number: int) -> Entry | None:
        """Return the place of a geonameid; this opens blocks until it is found."""
        high, middle, low = number.to_bytes(3, "big") if 0 < number < 1 << 24 else (0, 0, 0)
        for at in range(len(self.sections["m"].keys) if number else 0):
            block = self._inflated("m", at)
            rows = len(block.keys)
            top, mid, last = (block.planes[rows * n : rows * (n + 1)] for n in (6, 7, 8))
            i = last.find(low)
            while i >= 0:
                if (top[i], mid[i]) == (high, middle) and not block.columns[1][i]:
                    return _entry(block, i)
                i = last.find(low, i + 1)
        return None

    def keys_at_home(self) -> dict[str, int]:
        """Return the folded names of the home country's localities, and their numbers."""
        block = self._inflated("k", 0)
        return dict(zip(block.keys, map(int, block.columns[0]), strict=True))

    def keys_in(self, country: str | None) -> dict[str, int]:
        """Return the same for a country, or for all; this opens the whole file."""
        found: dict[str, int] = {}
        for at, first in enumerate(self.sections["m"].firsts):
            block = self._inflated("m", at)
            prefixes, countries = block.columns[1], block.columns[3]
            for i, key in enumerate(block.keys):
                if prefixes[i] in ("", "dalarna") and country in (None, countries[i]):
                    found.setdefault(key, first + i)
        return found

    def table(self) -> str:
        """Return the table of regions (R, code, names) and sources (S, prefix, source)."""
        section = self.sections["t"]
        return zlib.decompress(self.data[section.starts[0] : section.ends[0]]).decode("utf-8")

    def _block(self, name: str, at: int) -> _Block:
        known = self._blocks.get((name, at))
        if known is None:
            if len(self._blocks) >= _KEPT_BLOCKS:
                self._blocks.clear()
            known = self._blocks[name, at] = self._inflated(name, at)
        return known

    def _inflated(self, name: str, at: int) -> _Block:
        section = self.sections[name]
        raw = zlib.decompress(self.data[section.starts[at] : section.ends[at]])
        end = 4 + int.from_bytes(raw[:4], "big")
        keys, *columns = (part.split("\n") for part in raw[4:end].decode("utf-8").split("\0"))
        return _Block(keys=_whole(keys), columns=columns, planes=raw[end:])


def _block_of(section: _Section, key: str) -> int:
    return bisect_right(section.keys, key) - 1 if key else -1


def _rows_of(block: _Block, key: str) -> range:
    return range(bisect_left(block.keys, key), bisect_right(block.keys, key))


def _whole(coded: list[str]) -> list[str]:
    keys, last = [], ""
    for one in coded:
        last = last[: _SHARED[one[0]]] + one[1:]
        keys.append(last)
    return keys


def _entry(block: _Block, i: int) -> Entry:
    name, prefix, own, country, region, municipality, people, note = (c[i] for c in block.columns)
    key, rows = block.keys[i], len(block.keys)
    lat, lon, number = (_number(block.planes, 3 * rows * n + i, rows) for n in range(3))
    name = name or key.title()
    return Entry(
        key=key,
        name=name,
        prefix=prefix or "geonames",
        own=own or _own_id(prefix, number, key, name),
        country=country,
        region=region,
        municipality=municipality,
        latitude=round(lat / _DEGREE - 90, 4),
        longitude=round(lon / _DEGREE - 180, 4),
        population=int(people or 0),
        note=note,
    )


def _own_id(prefix: str, number: int, key: str, name: str) -> str:
    if prefix == "postcode":
        return f"SE-{key}"
    return str(number) if number else name


def _number(planes: bytes, at: int, rows: int) -> int:
    return planes[at] << 16 | planes[at + rows] << 8 | planes[at + 2 * rows]


def _other(block: _Block, i: int) -> OtherName:
    kept, good, places = (column[i] for column in block.columns)
    numbers = tuple(int(one) for one in places.split(","))
    return OtherName(key=block.keys[i], kept=kept or block.keys[i], good=bool(good), places=numbers)


@cache
def opened(path: Path) -> Book:
    """Map the file and read its index. Raises CarbonError for a file of another kind."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if data[: len(_MAGIC)] != _MAGIC:
        raise CarbonError(f"{path.name} is no gazetteer of this version")
    start = len(_MAGIC) + 4
    length = int.from_bytes(data[len(_MAGIC) : start], "big")
    lines = zlib.decompress(data[start : start + length]).decode("utf-8").split("\n")
    return Book(data=data, sections=_sections([line.split("\t") for line in lines], start + length))


def _sections(lines: list[list[str]], start: int) -> dict[str, _Section]:
    ends = list(accumulate((int(line[3]) for line in lines), initial=start))
    found: dict[str, _Section] = {}
    for (name, key, first, _), begin, end in zip(lines, ends, ends[1:], strict=False):
        section = found.setdefault(name, _Section([], [], [], []))
        section.keys.append(key)
        section.firsts.append(int(first))
        section.starts.append(begin)
        section.ends.append(end)
    return found


def sha256(path: Path) -> str:
    """Return the checksum of the file, to compare with its head."""
    import hashlib  # only a check of the library needs it

    return hashlib.sha256(path.read_bytes()).hexdigest()
