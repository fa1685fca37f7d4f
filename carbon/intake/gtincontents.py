"""One article number, two contents: a price sheet and a trade message, or two rows, that disagree.

Within one supplier's files the same GTIN must hold the same. A content that goes a whole number of
times into the other one is a piece and its case; any other difference puts the rows aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from carbon.intake.contents import alike
from carbon.intake.records import OfferedProduct
from carbon.problems import Problem, error

_Stated = tuple[OfferedProduct, Decimal]


def contradictions(products: Iterable[OfferedProduct]) -> tuple[frozenset[str], list[Problem]]:
    """Return the ids of the products of one supplier that contradict each other, and the questions.

    Prices per kg or litre say nothing about a package and are not compared.
    """
    by_number: Mapping[str, list[OfferedProduct]] = defaultdict(list)
    for product in products:
        if product.gtin is not None and product.price_unit not in ("kg", "L"):
            by_number[product.gtin].append(product)
    told: dict[str, Problem] = {}
    for gtin, several in by_number.items():
        if len(several) < 2:
            continue
        for unit in ("kg", "L"):
            stated = [(one, held) for one in several if (held := _held(one, unit)) is not None]
            if _contradict(stated):
                told.update(_questions(gtin, unit, stated))
    return frozenset(told), list(told.values())


def _held(product: OfferedProduct, unit: str) -> Decimal | None:
    if unit == "kg" and product.net_weight_kg:
        return Decimal(repr(product.net_weight_kg))
    if product.content_unit == unit and product.content_amount:
        return Decimal(repr(product.content_amount))
    return None


def _contradict(stated: Sequence[_Stated]) -> bool:
    least = min((held for _, held in stated), default=Decimal(1))
    times = (held / least for _, held in stated)
    return not all(alike(one, Decimal(round(one))) for one in times)


def _questions(gtin: str, unit: str, stated: Sequence[_Stated]) -> dict[str, Problem]:
    shown = "; ".join(f"{one.where}: {held.normalize():f} {unit}" for one, held in stated)
    problems: dict[str, Problem] = {}
    for one, _ in stated:
        cell = one.cells.get("gtin")
        where = cell.where if cell is not None else one.where
        problems[one.id] = error("gtin-content-differs", where, found=gtin, expected=shown)
    return problems
