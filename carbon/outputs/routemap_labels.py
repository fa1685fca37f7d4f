"""Names beside the places of a map, put where they hide neither each other nor a place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from carbon.outputs import terms

Box = tuple[float, float, float, float]  # left, top, right, bottom

KITCHEN, START, STOP = "kitchen", "start", "stop"  # in the order in which they are named
KINDS = (KITCHEN, START, STOP)

_LONGEST = 26  # characters of a name on the map; the list below it has more
_LETTER, _LINE = 7.0, 16.0  # pixels of a letter's width and of a line's height
_CELL = 6.0  # pixels
_SAME = 40.0  # pixels within which one name serves two places
_GAP = 9.0  # from the middle of a place to its name
_BASE = 4.5  # from the middle of a line to the foot of its letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map, in pixels."""

    x: float
    y: float
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name and where it is written; `anchor` is that of SVG."""

    x: float
    y: float
    anchor: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What names are written on: its size, where nothing may stand, and where lines run."""

    width: float
    height: float
    taken: Sequence[Box]
    crossed: frozenset[tuple[int, int]]  # cells, as `cells` gives them


def cells(lines: Iterable[Sequence[tuple[float, float]]]) -> frozenset[tuple[int, int]]:
    """Return the small squares of paper that lines in pixels run through."""
    return frozenset(
        (int((x + share * (next_x - x)) // _CELL), int((y + share * (next_y - y)) // _CELL))
        for line in lines
        for (x, y), (next_x, next_y) in pairwise(line)
        for share in _shares(max(abs(next_x - x), abs(next_y - y)))
    )


def _shares(length: float) -> Iterator[float]:
    count = max(1, math.ceil(length / _CELL))
    return (step / count for step in range(count + 1))


def names(spots: Sequence[Spot], paper: Paper) -> list[Name]:
    """Return the names that find room, kitchens first, beside the lines where that can be."""
    full = [*paper.taken, *(_around(spot) for spot in spots)]
    found: list[Name] = []
    for spot in sorted(spots, key=lambda one: KINDS.index(one.kind)):
        if any(_said(spot, name) for name in found):
            continue
        own = _around(spot)
        others = [box for box in full if box != own]
        free = [
            (name, box)
            for name, box in _sides(spot)
            if _within(box, paper) and not any(_meet(box, other) for other in others)
        ]
        if free:
            name, box = next((one for one in free if not _on_a_line(one[1], paper)), free[0])
            found.append(name)
            full.append(box)
    return found


def _said(spot: Spot, name: Name) -> bool:
    """Tell whether the same name stands beside already, as for a town and its port."""
    near = math.hypot(spot.x - name.x, spot.y - name.y) <= _SAME
    return near and terms.shown(spot.name, _LONGEST) == name.text


def _within(box: Box, paper: Paper) -> bool:
    left, top, right, bottom = box
    return left >= 2 and top >= 2 and right <= paper.width - 2 and bottom <= paper.height - 2


def _on_a_line(box: Box, paper: Paper) -> bool:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return any(
        (x, y) in paper.crossed for x in range(left, right + 1) for y in range(top, bottom + 1)
    )


def _around(spot: Spot) -> Box:
    return spot.x - 6, spot.y - 6, spot.x + 6, spot.y + 6


def _sides(spot: Spot) -> Iterator[tuple[Name, Box]]:
    text = terms.shown(spot.name, _LONGEST)
    wide, high = len(text) * _LETTER, _LINE / 2
    for across, down in (
        (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -2), (0, 2),
    ):  # fmt: skip
        x = spot.x + across * (_GAP if down == 0 else _GAP / 2)
        y = spot.y + down * (_GAP + high / 2)
        left = {1: x, -1: x - wide, 0: x - wide / 2}[across]
        anchor = {1: "start", -1: "end", 0: "middle"}[across]
        name = Name(x=x, y=y + _BASE, anchor=anchor, text=text, kind=spot.kind)
        yield name, (left, y - high, left + wide, y + high)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
