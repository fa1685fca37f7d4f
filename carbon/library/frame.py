"""What every other file of the library leans on: sources, regions, GWP sets and assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carbon.library import spread
from carbon.library.entry import Entry, place
from carbon.library.records import (
    Assumption,
    Commodity,
    Factor,
    GwpValue,
    Library,
    Product,
    Source,
)
from carbon.problems import Problem, error
from carbon.yamlfile import YamlMapping

WORLD = "GLO"
# EF 3.0 and 3.1 are sets of the European Environmental Footprint, not of an IPCC report.
OTHER_GWP_SETS = ("EF3.0", "EF3.1", "not stated")
_SOURCE_TEXTS = (
    "title",
    "publisher",
    "edition",
    "published",
    "accessed",
    "locator",
    "licence",
    "attribution",
)
_ASSUMPTION_FIELDS = ("id", "value", "unit", "reason", "source", "locator", "review_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The closed lists that factors and products are checked against."""

    sources: Mapping[str, Source]
    countries: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]
    gwp_values: Mapping[tuple[str, str], GwpValue]
    assumptions: Mapping[str, Assumption]
    commodities: Mapping[str, Commodity] = field(default_factory=dict)
    commodity_of_code: Mapping[str, str] = field(default_factory=dict)  # AGRIBALYSE code -> id
    gwp_sets: frozenset[str] = field(init=False)  # the sets that a factor may be stated in

    def __post_init__(self) -> None:
        known = frozenset(gwp for gwp, _ in self.gwp_values)
        object.__setattr__(self, "gwp_sets", known | frozenset(OTHER_GWP_SETS))

    def commodity_of(self, code: str) -> Commodity | None:
        """Return what a food mostly consists of, or None for a mixture and an unknown code."""
        return self.commodities.get(self.commodity_of_code.get(code, ""))

    def has_region(self, region: str) -> bool:
        """Tell whether a code is a country, a group of the library, or the world."""
        return region == WORLD or region in self.countries or region in self.groups


def library_of(
    frame: Frame,
    factors: Mapping[str, tuple[Factor, ...]],
    products: Mapping[str, Product],
    *,
    edition: str,
    name: str,
    gwp: str,
) -> Library:
    """Return the library that stands in a frame: `edition` is its hash, `name` for people."""
    return Library(
        edition=edition,
        sources=frame.sources,
        factors=factors,
        products=products,
        assumptions=frame.assumptions,
        region_groups=frame.groups,
        name=name,
        gwp=gwp,
        gwp_values=frame.gwp_values,
        commodities=frame.commodities,
    )


def read_sources(content: object, name: str) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources by id."""
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    for key, raw in _mapping(content, name, problems).items():
        if not isinstance(raw, dict):
            problems.append(error("library-shape", name, entry=key, expected="mapping"))
            continue
        entry = Entry({"id": key, **raw}, place(name, raw), problems)
        entry.only(("id", *_SOURCE_TEXTS, "redistributable"))
        texts = {field: entry.text(field) for field in _SOURCE_TEXTS}
        if raw.get("redistributable") is None:
            entry.wrong("library-field-missing", field="redistributable")
        redistributable = entry.flag("redistributable")
        if entry.ok:
            sources[key] = Source(
                id=key, redistributable=redistributable, where=entry.where, **texts
            )
    return sources, problems


def read_regions(
    content: object, name: str
) -> tuple[frozenset[str], dict[str, tuple[str, ...]], list[Problem]]:
    """Return the country codes, and the groups in the order in which they are tried."""
    problems: list[Problem] = []
    top = Entry(_mapping(content, name, problems), f"{name}:1", problems)
    top.only(("groups", "countries"))
    countries = frozenset(top.text("countries").split())
    groups: dict[str, tuple[str, ...]] = {}
    listed = _mapping(top.content.get("groups"), name, problems)
    group_entry = Entry(listed, place(name, listed), problems)
    for key in listed:
        groups[key] = group_entry.texts(key)
        for code in sorted(set(groups[key]) - countries):
            group_entry.wrong("library-region-unknown", found=code)
    return countries, groups, problems


def read_gwp(content: object, name: str) -> tuple[dict[tuple[str, str], GwpValue], list[Problem]]:
    """Return the global warming potentials by set and gas."""
    problems: list[Problem] = []
    values: dict[tuple[str, str], GwpValue] = {}
    for gwp, block in _mapping(content, name, problems).items():
        head = Entry(_mapping(block, name, problems), place(name, block), problems)
        head.only(("source", "values"))
        source = head.text("source")
        for raw in _list(head.content.get("values"), name, problems):
            entry = Entry(raw, place(name, raw), problems)
            entry.only(("gas", "value", "locator"))
            gas, value, locator = entry.text("gas"), entry.positive("value"), entry.text("locator")
            if value is None:
                entry.wrong("library-field-missing", field="value")
            elif (gwp, gas) in values:
                entry.wrong("library-id-twice", found=f"{gwp} {gas}", other=name)
            elif entry.ok:
                values[gwp, gas] = GwpValue(
                    gas=gas, gwp=gwp, kg_co2e_per_kg=value, source=source, locator=locator
                )
    return values, problems


def read_assumptions(content: object, name: str) -> tuple[list[Assumption], list[Problem]]:
    """Return the assumptions of one file; its head gives what the entries do not say."""
    problems: list[Problem] = []
    head = Entry(_mapping(content, name, problems), f"{name}:1", problems)
    head.only(("source", "review_by", "unit", "assumptions"))
    shared = {key: head.content[key] for key in head.content if key != "assumptions"}
    found: list[Assumption] = []
    for raw in _assumption_entries(head.content.get("assumptions"), name, problems):
        entry = Entry({**shared, **raw}, place(name, raw), problems)
        entry.only(_ASSUMPTION_FIELDS)
        value = entry.content.get("value")
        number = not isinstance(value, str)
        assumption = Assumption(
            id=entry.text("id"),
            value=float(entry.number("value")) if number else entry.text("value"),
            unit=entry.text("unit"),
            reason=entry.text("reason"),
            source=entry.text("source"),
            locator=entry.text("locator"),
            review_by=entry.month("review_by"),
            where=entry.where,
        )
        if entry.ok:
            found.append(assumption)
    return found, problems


def check_frame(frame: Frame, needed: tuple[str, ...], name: str) -> list[Problem]:
    """Return what the frame lacks: sources that assumptions name, assumptions that rules need."""
    problems = [
        error("library-source-unknown", one.where, entry=one.id, found=one.source)
        for one in frame.assumptions.values()
        if one.source not in frame.sources
    ]
    problems += [
        error("library-source-unknown", name, entry=f"{one.gwp} {one.gas}", found=one.source)
        for one in frame.gwp_values.values()
        if one.source not in frame.sources
    ]
    for key in needed:
        if key not in frame.assumptions:
            problems.append(error("library-assumption-missing", name, found=key))
        elif not _usable(key, frame.assumptions):
            where = frame.assumptions[key].where
            shown = frame.assumptions[key].value
            problems.append(error("library-assumption-value", where, entry=key, found=shown))
    return problems


def _usable(key: str, assumptions: Mapping[str, Assumption]) -> bool:
    if key == "spread.gwp_same_as_ar6":
        return isinstance(assumptions[key].value, str)
    try:
        if key.startswith("spread.pedigree."):
            row = spread.pedigree_row(key.rsplit(".", 1)[-1], assumptions)
            return all(variance >= 0 for variance in row)
        return float(assumptions[key].value) >= 0
    except ValueError:
        return False


def _assumption_entries(
    listed: object, name: str, problems: list[Problem]
) -> list[Mapping[str, object]]:
    """Return the entries of a list, or of a mapping by id."""
    if not isinstance(listed, dict):
        return _list(listed, name, problems)
    entries = _list(list(listed.values()), name, problems)
    for key, entry in zip(listed, entries, strict=False):
        if entry.get("id", key) != key:
            problems.append(
                error("library-id-form", place(name, entry), entry=key, found=entry["id"])
            )
    return [_with_id(key, entry) for key, entry in zip(listed, entries, strict=False)]


def _with_id(key: str, entry: Mapping[str, object]) -> Mapping[str, object]:
    named = YamlMapping(entry.line if isinstance(entry, YamlMapping) else 1)
    named.update({"id": key, **entry})
    return named


def _mapping(content: object, name: str, problems: list[Problem]) -> Mapping[str, object]:
    if isinstance(content, dict):
        return content
    problems.append(error("library-shape", name, entry="-", expected="mapping"))
    return {}


def _list(content: object, name: str, problems: list[Problem]) -> list[Mapping[str, object]]:
    if isinstance(content, list) and all(isinstance(one, dict) for one in content):
        return content
    problems.append(error("library-shape", name, entry="-", expected="list of mappings"))
    return []
