"""The rows of one table, read by what they differ in.

What a table's head says is checked once, on its first row. The others are compared with that one
in the few columns of their own; a row that is not plainly good is read the long way, which knows
how to say what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal

from carbon.library import printed
from carbon.library.factors import YEARS
from carbon.library.frame import Frame
from carbon.library.records import Factor, Spread

# Columns that a sibling may differ in; any other one sends it the long way.
OWN_OF_A_SIBLING = frozenset({"id", "label", "value", "unit", "locator", "region", "year", "notes"})
_TEXTS = ("id", "label", "unit", "locator")
_CHECKED_FURTHER = ("food", "freight")  # the end of their ids promises something too
_ID = re.compile(r"([a-z]+)(/[a-z0-9_.-]+)+@([A-Z]{2,8})\Z")
_COPIED = tuple(
    field.name
    for field in fields(Factor)
    if field.name
    not in ("id", "label", "kg_co2e", "as_printed", "region", "year", "locator", "where", "notes")
)


def sibling(
    sample: Factor,
    content: Mapping[str, object],
    where: str,
    frame: Frame,
    *,
    spread: Spread | None = None,
    quality: str | None = None,
    group: str | None = None,
) -> Factor | None:
    """Return a factor that differs from `sample` in its own columns, or None for the long way.

    None means nothing bad: only that somebody has to look closer. `content` holds the cells of the
    row, with the head's notes already joined to its own.
    """
    if not content.keys() <= OWN_OF_A_SIBLING:
        return None
    if not all(type(text := content.get(name)) is str and text for name in _TEXTS):
        return None
    factor_id, unit, value = str(content["id"]), str(content["unit"]), content.get("value")
    match = _ID.match(factor_id)
    region = str(content.get("region", sample.region))
    year = content.get("year", sample.year)
    if match is None or match[1] != sample.id.partition("/")[0] or match[1] in _CHECKED_FURTHER:
        return None
    if match[3] != region or not frame.has_region(region) or not printed.known(unit):
        return None
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        return None
    if not isinstance(year, Decimal | int) or year != int(year):
        return None
    kg_co2e, per = printed.canonical(value, unit)
    if per != sample.per or not YEARS[0] <= year <= YEARS[1]:
        return None
    copied = {name: getattr(sample, name) for name in _COPIED}
    if spread is not None:
        copied |= {"spread": spread}
    if quality is not None:
        copied |= {"quality": quality}
    if group is not None:
        copied |= {"correlation_group": group}
    return Factor(
        **copied,
        id=factor_id,
        label=str(content["label"]),
        kg_co2e=kg_co2e,
        as_printed=f"{value} {unit}",
        region=region,
        year=int(year),
        locator=str(content["locator"]),
        where=where,
        notes=str(content.get("notes") or ""),
    )
