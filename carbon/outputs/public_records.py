"""The public edition of an evaluation: what may be shown, and a commitment for everything else.

The public workbook, page and data are written from this record and from nothing else, so nothing
that is not in it can reach them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from carbon.tender.evaluate import switch_price
from carbon.tender.records import RankedOffer, SwitchPrice

SHORT = 12  # hex digits of a commitment where a person reads it
FIGURES = ("price_sek", "kg_co2e", "carbon_cost_sek", "waste_sek", "markups_sek",
           "comparison_sum_sek", "points")  # fmt: skip

SOME = ("waste_sek", "markups_sek")  # parts of the sum that only some rules have


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One cell: its text, or the commitment that stands for it, in hex."""

    value: str = ""
    mask: str = ""  # empty: the value stands open


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """A row of offers or lines, by column; lot and supplier always stand open."""

    cells: Mapping[str, Shown]

    @property
    def supplier(self) -> str:
        """Whose row it is."""
        return self.cells["supplier"].value

    def decimal(self, name: str) -> Decimal | None:
        """Return an open figure; None when it is masked or not known."""
        cell = self.cells[name]
        return Decimal(cell.value) if cell.value and not cell.mask else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLot:
    """A lot of the public edition; offers in the order of their ranks."""

    id: str
    title: str
    carbon_price_sek_per_kg: Decimal
    offers: tuple[PublicRow, ...]
    lines: tuple[PublicRow, ...]

    @property
    def ranked(self) -> tuple[PublicRow, ...]:
        """The offers that have a rank, in their order."""
        return tuple(one for one in self.offers if one.cells["rank"].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that the public outputs show."""

    lang: str
    tender: Mapping[str, str]  # id, title, reference, sha256
    names: Mapping[tuple[str, str], str]  # (lot, number) -> the buyer's name of the line
    model: str
    tie_rule: str
    lots: tuple[PublicLot, ...]
    problems: tuple[tuple[str, str, int], ...]  # code, severity, count
    root: str
    tables: Mapping[str, Mapping[str, object]]  # rows, cells, open, root by table
    full_sha256: str
    versions: Mapping[str, str] = field(default_factory=dict)  # engine, library, method pack

    def has(self, part: str) -> bool:
        """Tell whether a part of the sum is anything for anybody; most rules lack those of SOME."""
        offers = [offer for lot in self.lots for offer in lot.offers]
        return any(offer.cells[part].mask or offer.decimal(part) for offer in offers)

    @property
    def open_cells(self) -> int:
        """How many cells stand open."""
        return sum(int(str(one["open"])) for one in self.tables.values())

    @property
    def all_cells(self) -> int:
        """How many cells there are."""
        return sum(int(str(one["cells"])) for one in self.tables.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two ranked offers and the carbon price at which they tie, where their totals stand open."""

    first: PublicRow
    second: PublicRow
    price: SwitchPrice | None  # None: masked


def pairs(lot: PublicLot) -> Iterator[Pair]:
    """Yield every pair of ranked offers with its switch price, worked out from open totals."""
    for first, second in combinations(lot.ranked, 2):
        ends = (_totals(first), _totals(second))
        known = ends[0] is not None and ends[1] is not None
        price = switch_price(ends[0], ends[1]) if ends[0] and ends[1] and known else None
        yield Pair(first=first, second=second, price=price)


def _totals(row: PublicRow) -> RankedOffer | None:
    price, kg = row.decimal("price_sek"), row.decimal("kg_co2e")
    waste, markups = row.decimal("waste_sek"), row.decimal("markups_sek")
    if price is None or kg is None or waste is None or markups is None:
        return None
    return RankedOffer(
        supplier=row.supplier, rank=None, price_sek=price, kg_co2e=kg, carbon_cost_sek=None,
        comparison_sum_sek=None, stage_kg={}, lines=(), missing_lines=(), coverage_co2e=None,
        coverage_mass=None, coverage_money=None, waste_sek=waste, markups_sek=markups,
    )  # fmt: skip
