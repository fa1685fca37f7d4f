"""The bars of a result as coordinates: one's own by stage, the default, what is usual in Sweden.

All arithmetic is done here; the template only writes it down as SVG. Labels stand above their bars,
so that the picture is readable on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carbon.library.records import Stage
from carbon.outputs.formats import STAGE_COLOURS

WIDTH = 400
_SIDE = 8  # left and right of the bars, so that whiskers are not cut off
_ROW, _LABEL, _BAR = 64, 20, 26
_TICKS = 4
_CAP = 7  # half the height of a whisker's ends
_ROOM = 1.04  # the axis ends this far beyond the last thing it shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A filled part of a bar."""

    x: str
    y: str
    width: str
    height: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisker:
    """An interval drawn over a bar."""

    low: str
    high: str
    middle: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of the picture: words above, pieces below."""

    label: str
    value: str
    label_y: str
    strong: bool
    pieces: tuple[Piece, ...]
    outline: Piece | None  # of a range that has no pieces
    whisker: Whisker | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the axis and its number."""

    x: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the template draws."""

    width: int
    height: int
    top: str
    bottom: str
    text_y: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a bar shows: kg CO2e by stage with an interval, or only an interval."""

    label: str
    value: str
    stage_kg: Mapping[Stage, float]
    interval: tuple[float, float] | None
    strong: bool = False


def picture(rows: Sequence[Row]) -> Picture:
    """Return the coordinates of a picture with one bar for each row."""
    low, high = _span(rows)
    scale = (WIDTH - 2 * _SIDE) / ((high - low) or 1.0)
    zero = _SIDE - low * scale
    bottom = len(rows) * _ROW
    return Picture(
        width=WIDTH,
        height=bottom + 28,
        top="4",
        bottom=_px(bottom - 4),
        text_y=_px(bottom + 18),
        bars=tuple(_bar(row, n * _ROW, zero, scale) for n, row in enumerate(rows)),
        ticks=_ticks(low, high, zero, scale),
    )


def _span(rows: Sequence[Row]) -> tuple[float, float]:
    ends = [0.0]
    for row in rows:
        ends += [sum(min(kg, 0.0) for kg in row.stage_kg.values())]
        ends += [sum(max(kg, 0.0) for kg in row.stage_kg.values())]
        ends += row.interval or ()
    return min(ends) * _ROOM, max(ends) * _ROOM


def _bar(row: Row, top: float, zero: float, scale: float) -> Bar:
    y = top + _LABEL + 6
    outline, whisker = None, None
    if row.interval is not None:
        left, right = (zero + kg * scale for kg in row.interval)
        if row.stage_kg:
            whisker = _whisker(left, right, y + _BAR / 2)
        else:
            outline = _piece(left, y, right - left, "none")
    return Bar(
        label=row.label,
        value=row.value,
        label_y=_px(top + _LABEL),
        strong=row.strong,
        pieces=tuple(_pieces(row.stage_kg, y, zero, scale)),
        outline=outline,
        whisker=whisker,
    )


def _pieces(
    stage_kg: Mapping[Stage, float], y: float, zero: float, scale: float
) -> Iterable[Piece]:
    """Stack what is emitted to the right of zero and what is taken up to the left."""
    right = left = zero
    for stage in Stage:
        kg = stage_kg.get(stage, 0.0)
        width = abs(kg) * scale
        if kg > 0:
            yield _piece(right, y, width, STAGE_COLOURS[stage])
            right += width
        elif kg < 0:
            left -= width
            yield _piece(left, y, width, STAGE_COLOURS[stage])


def _piece(x: float, y: float, width: float, colour: str) -> Piece:
    return Piece(x=_px(x), y=_px(y), width=_px(max(width, 0.5)), height=_px(_BAR), colour=colour)


def _whisker(left: float, right: float, middle: float) -> Whisker:
    return Whisker(
        low=_px(left),
        high=_px(right),
        middle=_px(middle),
        top=_px(middle - _CAP),
        bottom=_px(middle + _CAP),
    )


def _ticks(low: float, high: float, zero: float, scale: float) -> tuple[Tick, ...]:
    step = _round_step((high - low) / _TICKS)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(Tick(x=_px(zero + n * step * scale), value=n * step)
                 for n in range(first, last + 1))  # fmt: skip


def _round_step(rough: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 5) if m * power >= rough), 10 * power)


def _px(value: float) -> str:
    """Return a coordinate with one decimal, the same on every machine."""
    return f"{value:.1f}"
