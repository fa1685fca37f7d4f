"""A factor file becomes factors: heads and defaults, fields, units and spread.

A file belongs to one source release. Its head gives what all its factors share; an entry may say
it again differently. Values stand as the source prints them, and this module converts them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from carbon.library import printed, spread
from carbon.library.entry import Entry
from carbon.library.frame import Frame
from carbon.library.records import Factor, Spread, Stage
from carbon.problems import Problem

ALLOCATIONS = ("attributional", "consequential", "none")
SHARED = (
    "source",
    "region",
    "year",
    "gwp",
    "boundary",
    "allocation",
    "quality",
    "review_by",
    "correlation_group",
    "spread",
    "stages",
    "unit",
    "proxy",
    "notes",
)
OWN = ("id", "label", "value", "locator")
EXTRA = (
    "ttw_kg_co2e",
    "wtt_kg_co2e",
    "payload_t",
    "empty_running_included",
    "energy",
)
_KNOWN = frozenset((*OWN, *SHARED, *EXTRA))
_STAGES = {stage.value: stage for stage in Stage}
# What the first part of an id promises about the unit.
_UNITS_OF_DOMAIN: Mapping[str, tuple[str, ...]] = {
    "food": ("kg",),
    "storage": ("kg",),
    "packaging": ("kg",),
    "hub": ("kg",),
    "freight": ("t*km", "km"),
    "energy": ("kWh", "MJ", "L", "kg"),
    "waste": ("kg",),
    "refrigerant": ("kg",),
    "input": ("kg",),
    "reference": ("kg", "L"),
}
_ID = re.compile(r"([a-z]+)(/[a-z0-9_.-]+)+@([A-Z]{2,8})\Z")
YEARS = (1990, 2100)  # a typing mistake lies outside; no result depends on it


def read_factor(
    content: Mapping[str, object], where: str, frame: Frame, problems: list[Problem]
) -> Factor | None:
    """Return one factor of plain fields, or None after noting all that is wrong with it.

    `content` holds the fields of OWN, SHARED and EXTRA, defaults of the head already put in.
    """
    entry = Entry(content, where, problems)
    entry.only(_KNOWN)
    value, unit = entry.number("value"), _unit(entry)
    kg_co2e, per = printed.canonical(value, unit) if unit else (0.0, "")
    shown = str(content.get("as_printed", f"{value} {unit}"))
    return _assemble(entry, frame, kg_co2e=kg_co2e, per=per, as_printed=shown)


def read_freight(
    content: Mapping[str, object], where: str, frame: Frame, problems: list[Problem]
) -> Factor | None:
    """Return one freight factor, the exact sum of tank-to-wheel and well-to-tank as printed."""
    entry = Entry(content, where, problems)
    ttw, wtt = entry.number("ttw_kg_co2e"), entry.number("wtt_kg_co2e")
    unit = _unit(entry)
    total = Decimal(str(ttw)) + Decimal(str(wtt))
    kg_co2e, per = printed.canonical(total, unit) if unit else (0.0, "")
    return _assemble(entry, frame, kg_co2e=kg_co2e, per=per, as_printed=f"{ttw} + {wtt} {unit}")


def _assemble(
    entry: Entry, frame: Frame, *, kg_co2e: float, per: str, as_printed: str
) -> Factor | None:
    stages = _stages(entry)
    factor_id, region = entry.text("id"), _region(entry, frame)
    _check_id(entry, factor_id, region, per)
    _check_part(entry, factor_id, stages)
    allocation = entry.choice("allocation", ALLOCATIONS)
    if allocation == "consequential" and not factor_id.startswith("reference/"):
        # One such figure among the others would make a sum that means nothing.
        entry.wrong("library-allocation-mixed", found=factor_id)
    if kg_co2e < 0 and stages != (Stage.LAND_USE_CHANGE,):
        entry.wrong("library-value-negative", found=as_printed)
    width = _spread(entry, frame)
    factor = Factor(
        id=factor_id,
        label=entry.text("label"),
        kg_co2e=kg_co2e,
        per=per,
        as_printed=as_printed,
        stages=stages,
        region=region,
        year=entry.whole("year", *YEARS),
        gwp=entry.choice("gwp", frame.gwp_sets),
        boundary=entry.text("boundary"),
        allocation=allocation,
        spread=width,
        quality=entry.text("quality"),
        source=_source(entry, frame),
        locator=entry.text("locator"),
        review_by=entry.month("review_by"),
        proxy=entry.flag("proxy"),
        correlation_group=entry.text("correlation_group"),
        where=entry.where,
        ttw_kg_co2e=_optional(entry, "ttw_kg_co2e"),
        wtt_kg_co2e=_optional(entry, "wtt_kg_co2e"),
        payload_t=_optional(entry, "payload_t"),
        empty_running_included=_empty_running(entry),
        energy=entry.optional_text("energy"),
        notes=entry.optional_text("notes") or "",
    )
    return factor if entry.ok else None


def _optional(entry: Entry, key: str) -> float | None:
    found = entry.optional_number(key)
    return None if found is None else float(found)


def _empty_running(entry: Entry) -> bool | None:
    if entry.content.get("empty_running_included") is None:
        return None
    return entry.choice("empty_running_included", ("yes", "no")) == "yes"


def _unit(entry: Entry) -> str:
    unit = entry.text("unit")
    if unit and not printed.known(unit):
        entry.wrong("library-unit-unknown", found=unit, expected=", ".join(printed.PRINTED))
        return ""
    return unit


def _stages(entry: Entry) -> tuple[Stage, ...]:
    if entry.content.get("stages") is None:
        entry.wrong("library-field-missing", field="stages")
        return ()
    names = entry.texts("stages")
    for name in names:
        if name not in _STAGES:
            entry.wrong("library-stage-unknown", found=name, expected=", ".join(_STAGES))
    return tuple(_STAGES[name] for name in names if name in _STAGES)


def _region(entry: Entry, frame: Frame) -> str:
    region = entry.text("region")
    if region and not frame.has_region(region):
        entry.wrong("library-region-unknown", found=region)
    return region


def _source(entry: Entry, frame: Frame) -> str:
    source = entry.text("source")
    if source and source not in frame.sources:
        entry.wrong("library-source-unknown", found=source)
    elif source and not frame.sources[source].redistributable:
        entry.wrong("library-value-not-redistributable", found=source)
    return source


def _check_id(entry: Entry, factor_id: str, region: str, per: str) -> None:
    match = _ID.match(factor_id)
    if not match:
        if factor_id:
            entry.wrong("library-id-form", found=factor_id)
        return
    if region and match[3] != region:
        entry.wrong("library-id-region", found=factor_id, expected=region)
    allowed = _UNITS_OF_DOMAIN.get(match[1])
    if allowed is None:
        entry.wrong("library-domain-unknown", found=match[1], expected=", ".join(_UNITS_OF_DOMAIN))
    elif per and (per not in allowed or not _freight_agrees(factor_id, per)):
        entry.wrong("library-unit-wrong", found=per, expected=", ".join(allowed))


def _check_part(entry: Entry, factor_id: str, stages: tuple[Stage, ...]) -> None:
    """Refuse a food's factor whose last part is a stage and which covers another."""
    if not factor_id.startswith("food/"):
        return
    part = factor_id.partition("@")[0].rpartition("/")[2]
    named = Stage.TRANSPORT if part == "inbound" else _STAGES.get(part)
    if named is not None and stages != (named,):
        entry.wrong("library-id-stage", found=factor_id, expected=named.value)


def _freight_agrees(factor_id: str, per: str) -> bool:
    if not factor_id.startswith("freight/"):
        return True
    part = factor_id.rpartition("@")[0].rpartition("/")[2]
    return part.startswith("tkm") == (per == "t*km")


def _spread(entry: Entry, frame: Frame) -> Spread:
    nothing = Spread(gsd=1.0, basis="")
    found = entry.content.get("spread")
    if isinstance(found, Spread):
        return found  # a table's own rule has already made it
    if found is None:
        entry.wrong("library-field-missing", field="spread")
        return nothing
    width = _spread_of(found, entry, frame)
    if width is None or width.gsd <= 1:
        expected = "{gsd > 1, basis}, {rule} or {pedigree, basic}"
        entry.wrong("library-field-type", field="spread", found=found, expected=expected)
        return nothing
    return width


def _spread_of(found: object, entry: Entry, frame: Frame) -> Spread | None:
    if not isinstance(found, dict):
        return None
    keys = set(found)
    if keys == {"rule"} and f"spread.rule.{found['rule']}" in frame.assumptions:
        return spread.of_rule(str(found["rule"]), frame.assumptions)
    if keys == {"pedigree", "basic"} and f"spread.basic.{found['basic']}" in frame.assumptions:
        scores = found["pedigree"]
        if _are_scores(scores):
            gwp = str(entry.content.get("gwp"))
            return spread.of_pedigree(scores, str(found["basic"]), gwp, frame.assumptions)
    if keys - {"kind"} == {"gsd", "basis"} and found.get("kind", "lognormal") == "lognormal":
        gsd = found["gsd"]
        if isinstance(gsd, int | float) and not isinstance(gsd, bool):
            return Spread(gsd=float(gsd), basis=str(found["basis"]))
    return None


def _are_scores(scores: object) -> bool:
    return (
        isinstance(scores, list)
        and len(scores) == len(spread.INDICATORS)
        and all(isinstance(one, int) and 1 <= one <= 5 for one in scores)
    )
