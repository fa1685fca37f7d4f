"""The fixed baskets: a school week, a dairy tender ..., read from factors/baskets.

They exist to show what a new edition of the library does to ordinary purchases. Quantities are
invented in a realistic mix, and the way to the kitchen is one fixed chain for each temperature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from carbon import resources, yamlfile
from carbon.library.entry import Entry, place
from carbon.library.records import STAGES, Stage, Temperature
from carbon.problems import Problem, error, has_errors
from carbon.transport.records import ChainElement

METHOD = "method.yaml"
_METHOD_FIELDS = ("invented", "note", "boundary", "decimals", "rounding", "chains")
_BASKET_FIELDS = ("id", "name_sv", "name_en", "invented", "note", "lines")
_LINE_FIELDS = ("product", "kg")
_LEG_FIELDS = ("mode", "vehicle", "distance_km", "factor")
_ROUNDING = ("half_even", "half_up")
_MOST_DECIMALS = 9
_KG_PER_T = 1000
# What one kg takes of a chain element: tonne-kilometres of a leg, one passage through a hub.
_HUB = "hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What a kitchen or a municipality buys, in kg of each product of the catalogue."""

    id: str
    name_sv: str
    name_en: str
    note: str
    kg: Mapping[str, Decimal]  # by Product.id
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baskets:
    """All baskets and the one way in which they are computed."""

    baskets: tuple[Basket, ...]
    boundary: tuple[Stage, ...]
    decimals: int
    rounding: str
    chains: Mapping[Temperature, tuple[ChainElement, ...]]


def folder() -> Path:
    """Return the folder of the project's own baskets."""
    return resources.factors_folder() / "baskets"


def read(home: Path | None = None) -> tuple[Baskets | None, list[Problem]]:
    """Return the baskets in a folder, the project's own unless told otherwise.

    On any error there are no baskets: an effect on half of them would mislead.
    """
    home = home or folder()
    problems: list[Problem] = []
    method = _mapping(home / METHOD, problems)
    if method is None:
        return None, problems
    head = Entry(method, f"{METHOD}:1", problems)
    head.name = METHOD
    head.only(_METHOD_FIELDS)
    _invented(head)
    found = [_basket(path, problems) for path in sorted(home.glob("*.yaml")) if path.name != METHOD]
    made = Baskets(
        baskets=tuple(one for one in found if one is not None),
        boundary=_boundary(head),
        decimals=head.whole("decimals", 0, _MOST_DECIMALS),
        rounding=head.choice("rounding", _ROUNDING),
        chains=_chains(head, problems),
    )
    problems += _ids_twice(made.baskets)
    return (None if has_errors(problems) else made), problems


def _mapping(path: Path, problems: list[Problem]) -> Mapping[str, object] | None:
    content, wrong = yamlfile.read(path, path.name)
    problems += wrong
    if isinstance(content, dict):
        return content
    if not wrong:
        problems.append(error("library-shape", path.name, entry="-", expected="mapping"))
    return None


def _invented(entry: Entry) -> None:
    """Refuse a basket that does not say that it is invented: nobody may take it for a purchase."""
    if not entry.flag("invented"):
        entry.wrong("library-field-missing", field="invented: true")
    entry.text("note")


def _boundary(head: Entry) -> tuple[Stage, ...]:
    names = head.texts("boundary")
    known = [stage.value for stage in STAGES]
    for name in names:
        if name not in known:
            head.wrong("library-stage-unknown", found=name, expected=", ".join(known))
    if not names:
        head.wrong("library-field-missing", field="boundary")
    return tuple(stage for stage in STAGES if stage.value in names)


def _entries(entry: Entry, key: str, problems: list[Problem], name: str) -> list[Entry]:
    listed = entry.content.get(key)
    if (
        not isinstance(listed, list)
        or not listed
        or not all(isinstance(one, dict) for one in listed)
    ):
        entry.wrong("library-field-type", field=key, found=listed, expected="list of mappings")
        return []
    return [Entry(one, place(name, one), problems) for one in listed]


def _basket(path: Path, problems: list[Problem]) -> Basket | None:
    content = _mapping(path, problems)
    if content is None:
        return None
    entry = Entry(content, f"{path.name}:1", problems)
    entry.only(_BASKET_FIELDS)
    _invented(entry)
    kg: dict[str, Decimal] = {}
    for line in _entries(entry, "lines", problems, path.name):
        line.only(_LINE_FIELDS)
        product, mass = line.text("product"), line.positive("kg")
        line.name = product
        if mass is None and line.content.get("kg") is None:
            line.wrong("library-field-missing", field="kg")
        if product in kg:
            line.wrong("basket-product-twice", found=product)
        kg[product] = Decimal(repr(mass or 0.0))
    return Basket(
        id=entry.text("id"),
        name_sv=entry.text("name_sv"),
        name_en=entry.text("name_en"),
        note=entry.text("note"),
        kg=kg,
        where=f"{path.name}:1",
    )


def _ids_twice(baskets: tuple[Basket, ...]) -> list[Problem]:
    seen: dict[str, str] = {}
    problems = []
    for one in baskets:
        other = seen.setdefault(one.id, one.where)
        if other != one.where:
            problems.append(error("library-id-twice", one.where, found=one.id, other=other))
    return problems


def _chains(head: Entry, problems: list[Problem]) -> Mapping[Temperature, tuple[ChainElement, ...]]:
    listed = head.content.get("chains")
    if not isinstance(listed, dict):
        head.wrong("library-field-type", field="chains", found=listed, expected="mapping")
        return {}
    chains = Entry(listed, place(METHOD, listed), problems)
    chains.name = "chains"
    chains.only([temperature.value for temperature in Temperature])
    return {
        temperature: tuple(
            _element(number, leg, temperature)
            for number, leg in enumerate(_entries(chains, temperature.value, problems, METHOD), 1)
        )
        for temperature in Temperature
    }


def _element(number: int, leg: Entry, temperature: Temperature) -> ChainElement:
    leg.only(_LEG_FIELDS)
    mode = leg.text("mode")
    distance = float(leg.number("distance_km"))
    if distance < 0:
        leg.wrong("library-field-type", field="distance_km", found=distance, expected=">= 0")
    is_hub = mode == _HUB
    return ChainElement(
        order=number,
        kind=_HUB if is_hub else "leg",
        start="-",
        end="-",
        mode=mode,
        vehicle=leg.text("vehicle"),
        temperature=temperature.value,
        distance_km=distance,
        load_kg=None,
        share=1.0,
        method="basket-chain-1",
        factor_id=leg.text("factor"),
        per="kg" if is_hub else "t*km",
        amount_per_kg=1.0 if is_hub else distance / _KG_PER_T,
        basis="default",
        where=leg.where,
    )
