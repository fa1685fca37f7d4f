"""Charts as coordinates: all arithmetic is done here, the template only writes it down as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.library.records import Stage
from carbon.outputs import terms
from carbon.outputs.formats import STAGE_COLOURS
from carbon.tender.lens.winners import Reign
from carbon.tender.records import RankedOffer

_WIDTH = 900
_LEFT = 240  # for names
_RIGHT = 110  # for totals
_BAR, _STEP, _TOP = 26, 40, 10
_NAME = 30  # characters of a name that fit beside a bar
_TICKS = 4
_BAND_TOP, _BAND = 34, 46
_BAND_SIDE = 20
_HEADROOM = 1.5  # the price axis ends this far beyond the last thing it shows
_POINTER = 6  # pixels by which the announced price points into the band
_NARROW = 70  # a part of the band narrower than this carries no name
_CHARACTER = 7.5  # width of a letter
_BOLD = 8.6  # of a bold one, in the widest of the typefaces that a page may get
# Light fills under dark text, in turn; neighbours differ and names are written on them.
_BAND_COLOURS = ("#BFE3D6", "#F6DDA6", "#BBD9EC", "#EBCFE0", "#F3C6AC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle with the words that tell what it is."""

    x: str
    y: str
    width: str
    colour: str
    title: str
    label: str = ""
    label_x: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text at a point."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything a template needs to draw a chart."""

    id: str
    title: str
    description: str
    width: int
    height: int
    plot_top: int
    plot_bottom: int
    bar: int
    boxes: tuple[Box, ...]
    names: tuple[Label, ...]
    totals: tuple[Label, ...]
    ticks: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...]  # colour, words
    marker: Label | None = None
    marker_text_x: str = ""  # middle of the marker's text, which stays inside the chart
    marker_bottom: int = 0  # where the marker's pointer ends, above the names in the band


def stage_chart(
    id: str, offers: Sequence[RankedOffer], stages: Sequence[Stage], lang: str
) -> Chart:
    """Return stacked bars of kg CO2e by stage, one bar for each complete offer."""
    low, high = _span(offers)
    scale = (_WIDTH - _LEFT - _RIGHT) / ((high - low) or 1.0)
    zero = _LEFT - low * scale
    boxes: list[Box] = []
    names, totals = [], []
    for position, offer in enumerate(offers):
        top = _TOP + position * _STEP
        middle = _px(top + _BAR * 2 / 3)
        boxes += _bar(offer, stages, top=top, zero=zero, scale=scale, lang=lang)
        name = terms.shown(offer.supplier, _NAME)
        names.append(Label(x=_px(_LEFT - 12), y=middle, text=name))
        end = zero + sum(max(float(kg), 0.0) for kg in offer.stage_kg.values()) * scale
        total = language.number(offer.kg_co2e or Decimal(0), lang)
        totals.append(Label(x=_px(end + 8), y=middle, text=total))
    bottom = _TOP + len(offers) * _STEP
    return Chart(
        id=id,
        title=language.word("outputs-chart-title", lang),
        description=language.word("outputs-r-stage-desc", lang),
        width=_WIDTH,
        height=bottom + 24,
        plot_top=_TOP - 6,
        plot_bottom=bottom,
        bar=_BAR,
        boxes=tuple(boxes),
        names=tuple(names),
        totals=tuple(totals),
        ticks=_ticks(low, high, zero, scale, bottom + 18, lang),
        legend=tuple((STAGE_COLOURS[stage], terms.stage(stage, lang)) for stage in stages),
    )


def _span(offers: Sequence[RankedOffer]) -> tuple[float, float]:
    lows = [sum(min(float(kg), 0.0) for kg in o.stage_kg.values()) for o in offers]
    highs = [sum(max(float(kg), 0.0) for kg in o.stage_kg.values()) for o in offers]
    return min(lows, default=0.0), max(highs, default=0.0)


def _bar(
    offer: RankedOffer,
    stages: Sequence[Stage],
    *,
    top: int,
    zero: float,
    scale: float,
    lang: str,
) -> list[Box]:
    """Stack what is emitted to the right of zero and what is taken up to the left."""
    right = left = zero
    boxes = []
    for stage in stages:
        kg = offer.stage_kg.get(stage, Decimal(0))
        width = abs(float(kg)) * scale
        if width == 0:
            continue
        if kg > 0:
            x, right = right, right + width
        else:
            x = left = left - width
        amount = language.number(kg, lang, 1)
        name = terms.shown(offer.supplier, terms.SUPPLIER_LIMIT)
        title = f"{name}: {terms.stage(stage, lang)} {amount} kg CO2e"
        colour = STAGE_COLOURS[stage]
        boxes.append(Box(x=_px(x), y=_px(top), width=_px(width), colour=colour, title=title))
    return boxes


def _ticks(
    low: float, high: float, zero: float, scale: float, y: float, lang: str
) -> tuple[Label, ...]:
    step = _round_step((high - low) / _TICKS)
    first, last = math.ceil(low / step), math.floor(high / step)
    decimals = max(0, -math.floor(math.log10(step)))
    return tuple(
        Label(
            x=_px(zero + n * step * scale), y=_px(y), text=language.number(n * step, lang, decimals)
        )
        for n in range(first, last + 1)
    )


def _round_step(rough: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 5) if m * power >= rough), 10 * power)


def winner_chart(id: str, found: Sequence[Reign], announced: Decimal, lang: str) -> Chart:
    """Return a band of carbon prices, divided where the first place changes hands."""
    top = _top_price(found, announced)
    scale = (_WIDTH - 2 * _BAND_SIDE) / top
    boxes = _bands(found, top, scale, lang)
    bottom = _BAND_TOP + _BAND
    told = language.word("outputs-r-announced", lang, price=language.number(announced, lang, 2))
    x = _BAND_SIDE + float(announced) * scale
    half = len(told) * _BOLD / 2
    return Chart(
        id=id,
        title=language.word("outputs-r-winners-title", lang),
        description=language.word("outputs-r-winners-desc", lang, top=language.number(top, lang)),
        width=_WIDTH,
        height=bottom + 26,
        plot_top=_BAND_TOP - 10,
        plot_bottom=bottom,
        bar=_BAND,
        boxes=tuple(boxes),
        names=(),
        totals=(),
        ticks=_ticks(0.0, top, _BAND_SIDE, scale, bottom + 20, lang),
        legend=(),
        marker=Label(
            x=_px(x),
            y=_px(_BAND_TOP - 16),
            text=told,
        ),
        marker_text_x=_px(min(max(x, half), _WIDTH - half)),
        marker_bottom=_BAND_TOP + _POINTER,
    )


def _bands(found: Sequence[Reign], top: float, scale: float, lang: str) -> list[Box]:
    colours: Mapping[str, str] = {
        reign.supplier: _BAND_COLOURS[n % len(_BAND_COLOURS)] for n, reign in enumerate(found)
    }
    boxes = []
    for reign in found:
        low, high = float(reign.low), top if reign.high is None else float(reign.high)
        width, x = (high - low) * scale, _BAND_SIDE + low * scale
        fits = int((width - 12) / _CHARACTER)
        boxes.append(
            Box(
                x=_px(x),
                y=_px(_BAND_TOP),
                width=_px(width),
                colour=colours[reign.supplier],
                title=reign_text(reign, lang),
                label=terms.shown(reign.supplier, fits) if width > _NARROW else "",
                label_x=_px(x + width / 2),
            )
        )
    return boxes


def _top_price(found: Sequence[Reign], announced: Decimal) -> float:
    last = max([float(announced), *(float(reign.low) for reign in found)])
    return math.ceil(last * _HEADROOM) or 1.0


def reign_text(reign: Reign, lang: str) -> str:
    """Return in words over which carbon prices an offer comes first."""
    name = terms.shown(reign.supplier, terms.SUPPLIER_LIMIT)
    low = language.number(reign.low, lang, 2)
    if reign.high is None:
        return language.word("outputs-r-winners-open", lang, supplier=name, low=low)
    high = language.number(reign.high, lang, 2)
    return language.word("outputs-r-winners-interval", lang, supplier=name, low=low, high=high)


def _px(value: float) -> str:
    """Return a coordinate with one decimal, the same on every machine."""
    return f"{value:.1f}"
