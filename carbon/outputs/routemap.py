"""A map as coordinates: the legs of an offer over coastlines, for a template to write as SVG.

Nothing is ever measured on a map: kilometres are those of the chain elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carbon import language
from carbon.outputs import routemap_coast, routemap_frame, routemap_labels, terms
from carbon.outputs.routemap_coast import View
from carbon.outputs.routemap_frame import BAR, WIDTH, Frame, Scale, px
from carbon.outputs.routemap_labels import KINDS, KITCHEN, START, STOP, Name, Paper, Spot
from carbon.outputs.routemap_lines import Line
from carbon.transport.sphere import Point

MODES = ("road", "rail", "sea", "ferry", "air")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLeg:
    """A leg to draw: its ends, its lines (routemap_lines), and what it is in words.

    Names come fit to be shown (terms.shown).
    """

    mode: str
    start: str
    end: str
    start_point: Point
    end_point: Point
    lines: tuple[Line, ...]
    text: str  # mode and kilometres
    to_kitchen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The drawn line of a leg: the data of an SVG path, and words that show on pointing at it."""

    mode: str
    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMap:
    """Everything a template needs to draw a map and to tell it in words."""

    id: str
    title: str
    description: str
    width: int
    height: int
    view: View
    coast: str  # id of the coast in the page
    moves: tuple[str, ...]  # transforms of the coast, one for each time that it is drawn
    casing: str
    tracks: tuple[Track, ...]
    spots: tuple[tuple[str, str, str], ...]  # x, y, kind
    names: tuple[tuple[str, str, Name], ...]  # x, y, the name
    scale: Scale | None
    modes: tuple[tuple[str, str], ...]  # mode, words
    kinds: tuple[tuple[str, str], ...]  # kind of place, words
    legs: tuple[MapLeg, ...]
    notes: tuple[str, ...] = ()


def draw(id: str, title: str, legs: Sequence[MapLeg], lang: str) -> RouteMap:
    """Return the map that shows all of some legs; at least one of them must be there."""
    legs = _aligned(legs)
    frame = routemap_frame.fitted([point for leg in legs for point in _points(leg)])
    level = routemap_coast.level_of(frame.view)
    spots = _spots(legs, frame)
    scale = routemap_frame.scale(frame, lang)
    kinds = [kind for kind in KINDS if any(spot.kind == kind for spot in spots)]
    drawn = [leg for leg in legs if leg.lines]
    names = routemap_labels.names(spots, _paper(drawn, frame, has_scale=scale is not None))
    return RouteMap(
        id=id,
        title=title,
        description=_description(legs, lang),
        width=WIDTH,
        height=frame.height,
        view=frame.view,
        coast=f"coast-{level.name}",
        moves=tuple(
            routemap_frame.move(frame, level.unit, turn)
            for turn in routemap_coast.turns(frame.view, level)
        ),
        casing="".join(_path(leg, frame) for leg in drawn),
        tracks=tuple(
            Track(mode=leg.mode, path=_path(leg, frame), title=told(leg)) for leg in drawn
        ),
        spots=tuple((px(spot.x), px(spot.y), spot.kind) for spot in spots),
        names=tuple((px(name.x), px(name.y), name) for name in names),
        scale=scale,
        modes=tuple(
            (mode, terms.term("mode", mode, lang))
            for mode in MODES
            if any(leg.mode == mode for leg in drawn)
        ),
        kinds=tuple((kind, language.word(f"outputs-map-{kind}", lang)) for kind in kinds),
        legs=tuple(legs),
    )


def _paper(legs: Sequence[MapLeg], frame: Frame, *, has_scale: bool) -> Paper:
    lines = (
        [(frame.x(lon), frame.y(lat)) for lat, lon in line] for leg in legs for line in leg.lines
    )
    corner = (0.0, frame.height - 40.0, BAR + 40, float(frame.height))
    return Paper(
        width=WIDTH,
        height=frame.height,
        taken=[corner] if has_scale else [],
        crossed=routemap_labels.cells(lines),
    )


def told(leg: MapLeg) -> str:
    """Return a leg in words: from, to, mode and kilometres."""
    return f"{leg.start} → {leg.end}: {leg.text}"


def _points(leg: MapLeg) -> Iterable[Point]:
    yield from (leg.start_point, leg.end_point)
    for line in leg.lines:
        yield from line


def _aligned(legs: Sequence[MapLeg]) -> tuple[MapLeg, ...]:
    """Move lines that cross the date line by whole turns, so that legs meet, kitchens first."""
    longitudes: dict[Point, float] = {}
    found = []
    for leg in reversed(legs):
        end = longitudes.setdefault(leg.end_point, leg.end_point[1])
        lines = []
        for line in reversed(leg.lines):
            turn = 360 * round((end - line[-1][1]) / 360)
            lines.append(tuple((lat, lon + turn) for lat, lon in line) if turn else line)
            end = lines[-1][0][1]
        turn = 360 * round((end - leg.start_point[1]) / 360)
        start = longitudes.setdefault(leg.start_point, leg.start_point[1] + turn)
        found.append(
            replace(
                leg,
                start_point=(leg.start_point[0], start),
                end_point=(leg.end_point[0], longitudes[leg.end_point]),
                lines=tuple(reversed(lines)),
            )
        )
    return tuple(reversed(found))


def _path(leg: MapLeg, frame: Frame) -> str:
    # Drawn from its end, so that the dashes of legs that end alike fall together.
    return "".join(
        "M" + "L".join(f"{px(frame.x(lon))} {px(frame.y(lat))}" for lat, lon in reversed(line))
        for line in reversed(leg.lines)
    )


def _spots(legs: Sequence[MapLeg], frame: Frame) -> list[Spot]:
    """Return every end of a leg once, as the foremost of what it is to any leg."""
    ends: dict[Point, tuple[str, str]] = {}
    arrived = {leg.end_point for leg in legs}
    for leg in legs:
        first = STOP if leg.start_point in arrived else START
        last = KITCHEN if leg.to_kitchen else STOP
        for point, kind, name in (
            (leg.start_point, first, leg.start),
            (leg.end_point, last, leg.end),
        ):
            known = ends.get(point)
            if known is None or KINDS.index(kind) < KINDS.index(known[0]):
                ends[point] = (kind, name)
    return [
        Spot(x=frame.x(lon), y=frame.y(lat), kind=kind, name=name)
        for (lat, lon), (kind, name) in ends.items()
    ]


_NAMED = 4  # places that a description names before it counts the rest


def _description(legs: Sequence[MapLeg], lang: str) -> str:
    counted: Mapping[str, int] = {m: sum(leg.mode == m for leg in legs) for m in MODES}
    modes = ", ".join(f"{terms.term('mode', m, lang)} {n}" for m, n in counted.items() if n)
    arrived = {leg.end_point for leg in legs}
    starts = [leg.start for leg in legs if leg.start_point not in arrived]
    ends = [leg.end for leg in legs if leg.to_kitchen]
    return language.word(
        "outputs-map-desc",
        lang,
        modes=modes,
        starts=_listed(starts or [leg.start for leg in legs], lang),
        ends=_listed(ends or [leg.end for leg in legs], lang),
    )


def _listed(names: Iterable[str], lang: str) -> str:
    unique = list(dict.fromkeys(names))
    shown = ", ".join(unique[:_NAMED])
    rest = len(unique) - _NAMED
    if rest <= 0:
        return shown
    return language.word("outputs-and-more", lang, lines=shown, count=rest)
