"""Writes the rows as one binary file; carbon/transport/gazetteerfile.py reads it.

After the magic and the length of the index comes the index (deflated text), then the blocks, each
deflated by itself: "m" places sorted by folded name, "n" other names with the numbers of their
places, "k" the names of localities in the home country, for near spellings, "t" the table of
regions and sources. A block is columns of text, then planes of bytes (latitude, longitude,
geonameid), since that packs best. A name never spans two blocks.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from carbon.transport.placenames import fold, fold_keeping_letters
from gazetteer.rows import Row

HOME = "SE"
MAGIC = b"carbon-places-1\n"
PLACES_PER_BLOCK, NAMES_PER_BLOCK = 512, 512
KEY_SHARED = "0123456789abcdefghijklmnopqrstuvwxyz"  # how many letters a key shares with the last
DEGREE = 10_000  # coordinates are whole numbers of this part of a degree


@dataclass(frozen=True, kw_only=True)
class Line:
    key: str
    texts: tuple[str, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Block:
    section: str
    key: str
    first: int
    content: bytes


def packed(
    rows: Iterable[Row], regions: Mapping[str, Iterable[str]], sources: Mapping[str, str]
) -> bytes:
    """Return the content of the file; the same rows give the same bytes."""
    ordered = sorted(rows, key=lambda row: (_key(row), row.kind, row.country, row.id))
    blocks = [*_blocks("m", [_place(row) for row in ordered], PLACES_PER_BLOCK)]
    blocks += _blocks("n", _names(ordered), NAMES_PER_BLOCK)
    blocks += _blocks("k", _spellings(ordered), len(ordered))
    table = [f"R\t{code}\t{'|'.join(names)}" for code, names in sorted(regions.items())]
    table += [f"S\t{prefix}\t{source}" for prefix, source in sorted(sources.items())]
    blocks.append(Block(section="t", key="", first=0, content=_deflated("\n".join(table).encode())))
    lines = (f"{one.section}\t{one.key}\t{one.first}\t{len(one.content)}" for one in blocks)
    head = _deflated("\n".join(lines).encode())
    return b"".join([MAGIC, len(head).to_bytes(4, "big"), head, *(one.content for one in blocks)])


def _deflated(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def _blocks(section: str, lines: Iterable[Line], size: int) -> Iterator[Block]:
    held: list[Line] = []
    first = 0
    for line in lines:
        if len(held) >= size and held[-1].key != line.key:
            yield _block(section, first, held)
            first, held = first + len(held), []
        held.append(line)
    if held:
        yield _block(section, first, held)


def _block(section: str, first: int, lines: list[Line]) -> Block:
    columns = [_front_coded([one.key for one in lines])]
    columns += ["\n".join(column) for column in zip(*(one.texts for one in lines), strict=True)]
    text = "\0".join(columns).encode("utf-8")
    planes = b"".join(
        _planes(column) for column in zip(*(one.numbers for one in lines), strict=True)
    )
    content = _deflated(len(text).to_bytes(4, "big") + text + planes)
    return Block(section=section, key=lines[0].key, first=first, content=content)


def _front_coded(keys: Sequence[str]) -> str:
    coded, last = [], ""
    for key in keys:
        shared = min(_shared(last, key), len(KEY_SHARED) - 1)
        coded.append(KEY_SHARED[shared] + key[shared:])
        last = key
    return "\n".join(coded)


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _planes(numbers: Sequence[int]) -> bytes:
    """Return three-byte numbers as three rows of bytes: the highest bytes first."""
    return b"".join(bytes(number >> shift & 255 for number in numbers) for shift in (16, 8, 0))


def _spellings(ordered: list[Row]) -> list[Line]:
    """Return the first place of each folded name of a locality in the home country."""
    found: dict[str, int] = {}
    for number, row in enumerate(ordered):
        if (row.kind, row.country) == ("locality", HOME):
            found.setdefault(_key(row), number)
    return [Line(key=key, texts=(str(number),)) for key, number in found.items()]


def _key(row: Row) -> str:
    """Return what a place is sorted by: its folded name, and a postcode by its digits."""
    return row.id[-5:] if row.kind == "postcode" else fold(row.name)


def _place(row: Row) -> Line:
    key = _key(row)
    prefix, _, own = row.id.partition(":")
    texts = (
        "" if row.name == key.title() else row.name,
        "" if prefix == "geonames" else prefix,
        "" if prefix in ("geonames", "dalarna", "postcode") else own,
        row.country,
        row.region,
        row.municipality,
        str(row.population or ""),
        row.note,
    )
    if any(sign in text for text in texts for sign in "\n\0"):
        raise SystemExit(f"a sign that the file cannot hold: {texts}")
    numbers = (
        round((row.lat + 90) * DEGREE),
        round((row.lon + 180) * DEGREE),
        int(own) if prefix == "geonames" else 0,
    )
    return Line(key=key, texts=texts, numbers=numbers)


def _names(ordered: list[Row]) -> list[Line]:
    """Return the other names: key, the same with its å, ä, ö, whether as good, the places."""
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(ordered):
        own = {fold_keeping_letters(row.name)}
        for rank, names in (("m", row.main), ("", row.others)):
            for name in names:
                kept = fold_keeping_letters(name)
                if kept and kept not in own:
                    own.add(kept)
                    found[fold(name), kept, rank].append(number)
    return [
        Line(key=key, texts=("" if kept == key else kept, rank, ",".join(map(str, numbers))))
        for (key, kept, rank), numbers in sorted(found.items())
    ]
