"""Canonical fields: what a column can be, what its cells hold, and within which bounds.

Told by `factors/layouts/headings.yaml` and by nothing else; every layout builds on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from carbon import units, yamlfile
from carbon.intake.texts import fold_all
from carbon.problems import LibraryError

_ANY_UNIT = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A canonical field: what its cells hold and how much a bad number weighs."""

    name: str
    kind: str  # identifier, text, name, number, money, unit, pack, origin, date, word:<list> ...
    breach: str = "error"
    zero: str = "allow"
    negative: str = "allow"
    largest: Decimal | None = None
    smallest: Decimal | None = None
    whole: bool = False  # 1, 2, 3 and nothing between
    unknown: str = "warning"  # how much a word weighs that its closed list lacks
    # Folded unit -> how many of the field's own unit one is; empty: no unit may stand in a cell;
    # None: any unit may, and the row decides what it means.
    units: Mapping[str, Decimal] | None = None
    states: Mapping[str, str] = field(default_factory=dict)  # folded heading -> unit it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Tolerances of the checks that compare one cell with another."""

    content_difference: Decimal
    least_drained_share: Decimal
    largest_content: Decimal  # of one priced unit, in kg, litres or pieces
    smallest_content: Decimal
    amount_rounding: Decimal
    equal_rows: int
    hint_similarity: float
    longest_pack: int  # signs of a pack text that are read
    longest_name: int  # signs that a text of a cell keeps
    fewest_headings: int  # known headings that make a row a heading row
    most_heading_rows: int  # rows below the first that may go on with the headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What all layouts share."""

    fields: Mapping[str, Field]
    by_heading: Mapping[str, str]  # folded heading -> field
    shown: Mapping[str, str]  # field -> its first heading
    totals: re.Pattern[str]
    not_items: re.Pattern[str]
    stop: re.Pattern[str]
    supplier_labels: frozenset[str]
    limits: Limits
    vat: Mapping[str, Any]  # words and food rates, read by carbon.intake.vatwords


def pattern(*lists: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that begins like any of the given ones, in any case."""
    choices = [str(one) for group in lists for one in group]
    return re.compile(rf"\s*(?:{'|'.join(choices) or '(?!)'})", re.IGNORECASE)


def _decimal(entry: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(str(entry[key])) if key in entry else None


def _field(name: str, entry: Mapping[str, Any], tables: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        kind=str(entry["kind"]),
        breach=str(entry.get("breach", "error")),
        zero=str(entry.get("zero", "allow")),
        negative=str(entry.get("negative", "allow")),
        largest=_decimal(entry, "largest"),
        smallest=_decimal(entry, "smallest"),
        whole=bool(entry.get("whole", False)),
        unknown=str(entry.get("unknown", "warning")),
        units=_units(str(entry.get("unit", "")), str(entry["kind"]), tables),
        states={fold_all(str(k)): str(v) for k, v in (entry.get("states") or {}).items()},
    )


def _units(unit: str, kind: str, tables: Mapping[str, Any]) -> Mapping[str, Decimal] | None:
    """Return what each unit is in the field's own: kg from the table of units, others as listed."""
    if unit == _ANY_UNIT or kind == "money":
        return None
    if unit in tables:
        return {units.fold(str(k)): Decimal(str(v)) for k, v in tables[unit].items()}
    own = units.find(unit)
    if own is None:
        return {}
    same = {k: u for k, u in units.table().by_alias.items() if u.canonical == own.canonical}
    return {alias: one.factor / own.factor for alias, one in same.items()}


@cache
def headings() -> Headings:
    """Return what all layouts share. Raises LibraryError when a heading has two fields."""
    content = yamlfile.of_factors("layouts/headings.yaml")
    tables = content["units"]
    fields: dict[str, Field] = {}
    by_heading: dict[str, str] = {}
    shown: dict[str, str] = {}
    for name, entry in content["fields"].items():
        fields[name] = _field(name, entry, tables)
        shown[name] = next((str(heading) for heading in entry["headings"]), name)
        for heading in entry["headings"]:
            if by_heading.setdefault(fold_all(str(heading)), name) != name:
                raise LibraryError(f"headings.yaml: {heading} stands for two fields")
    limits = content["limits"]
    return Headings(
        fields=fields,
        by_heading=by_heading,
        shown=shown,
        totals=pattern(content["totals"]),
        not_items=pattern(content["not_items"]),
        stop=pattern(content["stop"]),
        supplier_labels=frozenset(fold_all(str(word)) for word in content["supplier_labels"]),
        limits=Limits(
            content_difference=Decimal(str(limits["content_difference"])),
            least_drained_share=Decimal(str(limits["least_drained_share"])),
            largest_content=Decimal(str(limits["largest_content"])),
            smallest_content=Decimal(str(limits["smallest_content"])),
            amount_rounding=Decimal(str(limits["amount_rounding"])),
            equal_rows=int(limits["equal_rows"]),
            hint_similarity=float(limits["hint_similarity"]),
            longest_pack=int(limits["longest_pack"]),
            longest_name=int(limits["longest_name"]),
            fewest_headings=int(limits["fewest_headings"]),
            most_heading_rows=int(limits["most_heading_rows"]),
        ),
        vat=content["vat"],
    )
