"""A row of a food table becomes one factor per life-cycle stage, and the way to the plant.

The table keeps the transport, shop and home stages of its source for reference; they are never
counted, since an offer's own legs and the method's storage stand in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from carbon.library import spread
from carbon.library.entry import Entry
from carbon.library.factors import read_factor
from carbon.library.frame import Frame
from carbon.library.records import Factor, Spread, Stage
from carbon.library.tables import Row
from carbon.problems import Problem

NEEDED = (
    "inbound.processing_threshold",
    "inbound.transport_share",
    "inbound.ceiling",
)
NUMBERS = (
    *("farm", "land_use_change", "processing", "packaging"),
    *("source_transport", "source_retail", "source_consumption", "dqr"),
)
COLUMNS = ("code_agb", "ciqual", "slug", "name_fr", "lci_name", *NUMBERS, "delivery", "row")
OPTIONAL = ("note",)
_UNIT = "kgCO2e/kg"
# How the source names the column behind each stage.
_PRINTED_COLUMN: Mapping[Stage, str] = {
    Stage.FARM: "Agriculture",
    Stage.LAND_USE_CHANGE: (
        "émissions liées au changement d'affectation des sols - "
        "Agriculture + Transformation + Emballage"
    ),
    Stage.PROCESSING: "Transformation",
    Stage.PACKAGING: "Emballage",
}
_COLUMN = {stage: stage.value for stage in _PRINTED_COLUMN}
_WORDS = {stage: stage.value.replace("_", " ") for stage in _PRINTED_COLUMN}
_WORST_RATING = 5
_SLUG = re.compile(r"[a-z0-9_.-]+\Z")
_UNDIVIDED = "the source does not tell transport before the plant from transport after it."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Food:
    """One checked row: what its stages share, and the value of each stage that has one."""

    slug: str
    label: str
    line: str
    code: str
    width: Spread
    quality: str
    where: str
    values: Mapping[Stage, float | Decimal | None]
    transport: float | Decimal | None


def read_foods(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> list[Factor]:
    """Return the factors of a food table.

    A stage whose cell is empty gets no factor: empty is not zero. What the head says is checked
    once, on a sample, and not again for each of thousands of factors.
    """
    sample = _sample(rows, shared, frame, problems)
    if sample is None:
        return []
    found: list[Factor] = []

    @cache
    def width(dqr: float) -> Spread:
        return spread.of_dqr(dqr, sample.gwp, frame.assumptions)

    for row in rows:
        food = _read_row(row, width, problems)
        if food is not None:
            found += _stage_factors(food, sample, frame)
    return found


def _sample(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Factor | None:
    if not rows:
        return None
    own = {
        "id": f"food/sample/farm@{shared.get('region')}",
        "label": "sample",
        "value": 0,
        "unit": _UNIT,
        "stages": [Stage.FARM.value],
        "locator": "sample",
        "spread": Spread(gsd=1.0, basis=""),
        "quality": "sample",
        "correlation_group": "sample",
    }
    return read_factor({**shared, **own}, rows[0].where, frame, problems)


def _read_row(row: Row, width: Callable[[float], Spread], problems: list[Problem]) -> _Food | None:
    entry = Entry({"id": row.cells.get("slug"), **row.cells}, row.where, problems)
    slug, dqr = entry.text("slug"), float(entry.number("dqr"))
    label, line, code = entry.text("lci_name"), entry.text("row"), entry.text("code_agb")
    values = {stage: entry.optional_number(name) for stage, name in _COLUMN.items()}
    if slug and not _SLUG.match(slug):
        entry.wrong("library-id-form", found=slug)
    for stage, value in values.items():
        if value is not None and value < 0 and stage is not Stage.LAND_USE_CHANGE:
            entry.wrong("library-value-negative", found=value)
    if entry.ok and not 1 <= dqr <= _WORST_RATING:
        entry.wrong("library-field-type", field="dqr", found=dqr, expected="1-5")
    transport = entry.optional_number("source_transport")
    if not entry.ok:
        return None
    return _Food(
        slug=slug,
        label=label,
        line=line,
        code=code,
        width=width(dqr),
        quality=f"DQR {dqr:g}",
        where=row.where,
        values=values,
        transport=transport,
    )


def _stage_factors(food: _Food, sample: Factor, frame: Frame) -> list[Factor]:
    found = [
        _factor(
            food,
            sample,
            stage=stage,
            part=_COLUMN[stage],
            label=f"{food.label}: {_WORDS[stage]}",
            kg=value,
            locator=_locator(food, stage),
            width=food.width,
            notes=sample.notes,
        )
        for stage, value in food.values.items()
        if value is not None
    ]
    inbound = inbound_kg(food.values[Stage.PROCESSING], food.transport, frame)
    if inbound is not None:
        found.append(_inbound(food, sample, inbound, frame))
    return found


def _factor(
    food: _Food,
    sample: Factor,
    *,
    stage: Stage,
    part: str,
    label: str,
    kg: float | Decimal,
    locator: str,
    width: Spread,
    notes: str,
) -> Factor:
    return Factor(
        id=f"food/{food.slug}/{part}@{sample.region}",
        label=label,
        kg_co2e=float(kg),
        per=sample.per,
        as_printed=f"{kg} {_UNIT}",
        stages=(stage,),
        region=sample.region,
        year=sample.year,
        gwp=sample.gwp,
        boundary=sample.boundary,
        allocation=sample.allocation,
        spread=width,
        quality=food.quality,
        source=sample.source,
        locator=locator,
        review_by=sample.review_by,
        proxy=sample.proxy,
        correlation_group=food.slug,
        where=food.where,
        notes=notes,
    )


def inbound_kg(
    processing: float | Decimal | None, transport: float | Decimal | None, frame: Frame
) -> Decimal | None:
    """Return kg CO2e per kg for the way from farm to plant, or None when there is none to count.

    A food that is not processed has no plant; for others a share of the source's undivided
    transport is kept, up to a ceiling (factor rule inbound-1, factors/assumptions/inbound.yaml).
    """
    if processing is None or transport is None:
        return None
    threshold, share, ceiling = (
        Decimal(repr(float(frame.assumptions[key].value))) for key in NEEDED
    )
    if Decimal(str(processing)) < threshold:
        return None
    kept = min(share * Decimal(str(transport)), ceiling)
    return kept if kept > 0 else None


def _inbound(food: _Food, sample: Factor, kg: Decimal, frame: Frame) -> Factor:
    share, ceiling = (frame.assumptions[key].value for key in NEEDED[1:])
    wide = spread.of_rule("category_default", frame.assumptions)
    return _factor(
        food,
        sample,
        stage=Stage.TRANSPORT,
        part="inbound",
        label=f"{food.label}: raw material to the plant",
        kg=kg,
        locator=f"{_row(food)} - Transport; rule inbound-1: min({share} x value, {ceiling})",
        width=max(wide, food.width, key=lambda one: one.gsd),
        notes=f"Assumed: {_UNDIVIDED} {sample.notes}".strip(),
    )


def _locator(food: _Food, stage: Stage) -> str:
    column = _PRINTED_COLUMN[stage]
    less = "" if stage is Stage.LAND_USE_CHANGE else ", less its own land-use-change part"
    return f"{_row(food)} - {column}{less}"


def _row(food: _Food) -> str:
    return f"détail par étape, row {food.line} (Code AGB {food.code}), Changement climatique"
