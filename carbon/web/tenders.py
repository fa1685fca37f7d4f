"""Published packs that a producer may compare with: what the default would have cost there.

A pack is read and held against its lock when the server starts; one that does not hold is not
offered. Kronor are those of the comparison: carbon price times quantity times kg CO2e.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from carbon.farm import knowledge
from carbon.farm.knowledge import Knowledge
from carbon.intake import tenderfile
from carbon.library.records import Product, Stage
from carbon.problems import Problem, error, has_errors
from carbon.tender import comparing, models, pack
from carbon.tender import folder as tenders
from carbon.tender.publication import guard, lock, usable
from carbon.tender.records import Line, Tender
from carbon.transport import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A published tender."""

    tender: Tender
    knowledge: Knowledge  # with the library that it was published with
    products: Mapping[str, str | None]  # line id -> Product.id
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One line of a tender: what default and own value add to the comparison sum in a year."""

    line: Line
    quantity: Decimal
    price_sek_per_kg: Decimal  # the carbon price of the lot
    default_sek: Decimal
    own_sek: Decimal


def load(folders: Iterable[Path]) -> tuple[tuple[Pack, ...], list[Problem]]:
    """Return the packs of published tender folders, and why a folder gives none."""
    packs, problems = [], []
    for folder in folders:
        found, wrong = _read(folder)
        problems += wrong
        if found is not None:
            packs.append(found)
    return tuple(packs), problems


def _read(folder: Path) -> tuple[Pack | None, list[Problem]]:
    tender, problems = tenderfile.read_tender(folder)
    if tender is None:
        return None, problems
    published, _ = lock.read(folder)
    if published is None:
        return None, [error("serve-tender-unpublished", str(folder))]
    library, wrong = tenders.library_of(folder)
    if library is None:
        return None, wrong
    problems = guard.held(folder, tender, library, places.load())
    if has_errors(problems):
        return None, problems
    made = Pack(
        tender=tender,
        knowledge=knowledge.load(library),
        products=usable.products(tender, library),
        sha256=pack.digest(tender, library),
    )
    return made, []


def costs(
    found: Pack, product: str, stage_kg: Mapping[Stage, Decimal], stages: tuple[Stage, ...]
) -> tuple[Cost, ...]:
    """Return what a producer's own value changes on each line that buys the product.

    Only stages that both the boundary of the tender and the own value cover are compared; the rest
    of the chain is the same whichever counts. A line whose mass or default is not known is left
    out: it cannot be said what the default costs there.
    """
    if not models.in_kronor(found.tender.evaluation):
        return ()
    food = found.knowledge.library.products.get(product)
    compared = tuple(one for one in stages if one in found.tender.boundary)
    default = (
        comparing.default(food, compared, found.knowledge.library) if food is not None else None
    )
    if food is None or default is None:
        return ()
    own = sum((stage_kg.get(one, Decimal(0)) for one in compared), Decimal(0))
    rows = (
        _cost(found, line, food, default.kg_co2e_per_kg, own)
        for lot in found.tender.lots
        for line in lot.lines
        if found.products.get(line.id) == product
    )
    return tuple(row for row in rows if row is not None)


def _cost(found: Pack, line: Line, food: Product, default: Decimal, own: Decimal) -> Cost | None:
    mass = _kg_per_unit(line, food)
    if mass is None:
        return None
    price = models.carbon_price(found.tender.evaluation, line.lot)
    yearly = price * line.quantity * mass
    return Cost(
        line=line,
        quantity=line.quantity,
        price_sek_per_kg=price,
        default_sek=yearly * default,
        own_sek=yearly * own,
    )


def _kg_per_unit(line: Line, food: Product) -> Decimal | None:
    """Return the mass of an announced unit, as it is the same for all suppliers."""
    known = {"kg": 1.0, "L": food.density_kg_per_l, "item": food.unit_mass_kg}.get(line.unit)
    mass = line.kg_per_unit if line.kg_per_unit is not None else known
    return None if mass is None else Decimal(repr(mass))
