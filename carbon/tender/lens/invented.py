"""Invented tenders on the buyer's own lines: how much of the ranking the carbon price would decide.

Each invented offer has a place of production, prices that differ as bidders' totals were measured
to, and goods that differ as producers were observed to (the commodity's own spread). The draws are
seeded by the tender, so two runs say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from carbon import yamlfile
from carbon.library.records import Library, Product, Stage
from carbon.tender.law import trials
from carbon.tender.law.trials import Bid, Ground
from carbon.tender.lens.prices import Trial
from carbon.tender.records import Line, Lot, Tender
from carbon.transport import places

FILE = "law/lens.yaml"
_PRICE = Decimal(25)  # of a probe; kilograms do not depend on it
_GENERAL = "spread.variability_sigma"
_TENTH, _MIDDLE, _NINE_TENTHS = 10, 50, 90


@cache
def settings() -> Mapping[str, Any]:
    """Return what is invented, and how much of it."""
    return yamlfile.of_factors(FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtInventedPrice:
    """What a carbon price does over many invented tenders."""

    trial: Trial
    climate_share: tuple[float, float, float]  # of the variance of J: 10th, 50th, 90th percentile
    another_winner: float  # share of tenders whose winner is not the cheapest offer
    avoided: float  # mean share of the cheapest offer's kg CO2e that the winner avoids
    dearer: float  # mean share that the winner is dearer


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedLot:
    """The lens on one lot before any offer has come."""

    lot: Lot
    tenders: int
    offers: int
    value_sek: Decimal  # the price level that offers were invented around
    kg_low: float  # the kg CO2e of the lot between the invented offers: 10th and 90th percentile
    kg_high: float
    at: tuple[AtInventedPrice, ...]
    left_out: tuple[str, ...]  # lines that no footprint could be found for


def of_lot(
    tender: Tender,
    lot: Lot,
    library: Library,
    gazetteer: places.Gazetteer,
    *,
    value_sek: Decimal,
    looked_at: Sequence[Trial],
) -> InventedLot | None:
    """Return the lens over invented offers on one lot; None when no line can be scored."""
    kept, kg = _kilograms(tender, lot, library, gazetteer)
    if not kept:
        return None
    own = settings()["invented"]
    count, offers = int(own["tenders"]), int(own["offers"])
    draw = np.random.Generator(np.random.Philox(key=_seed(tender, lot)))
    footprints = _footprints(kg, _sigmas(kept, library), count, offers, draw)
    sigma = float(own["price_sigma"])
    prices = float(value_sek) * np.exp(sigma * draw.standard_normal((count, offers)))
    return InventedLot(
        lot=lot,
        tenders=count,
        offers=offers,
        value_sek=value_sek,
        kg_low=float(np.percentile(footprints, _TENTH)),
        kg_high=float(np.percentile(footprints, _NINE_TENTHS)),
        at=tuple(_at(prices, footprints, one) for one in looked_at),
        left_out=tuple(line.number for line in lot.lines if line not in kept),
    )


def _seed(tender: Tender, lot: Lot) -> int:
    at = tender.lots.index(lot)
    return int(tender.sha256[:16] or "0", 16) + at


def _kilograms(
    tender: Tender, lot: Lot, library: Library, gazetteer: places.Gazetteer
) -> tuple[list[Line], NDArray[np.float64]]:
    """Return the lines that can be scored and their kg CO2e: place, line, (goods, transport)."""
    origins = [(place, country) for place, country in trials.settings()["places"]]
    rule = replace(tender.evaluation, ceiling_kg_by_lot={})
    cut = replace(tender, lots=(lot,), evaluation=rule)
    ground = Ground(tender=cut, library=library, gazetteer=gazetteer, left_out=())
    bids = {
        f"{number}": [Bid(line=line, price=_PRICE, place=at, country=land) for line in lot.lines]
        for number, (at, land) in enumerate(origins)
    }
    assessed = ground.run(bids)
    by_supplier = {offer.supplier: offer for offer in assessed.lots[0].ranking}
    scored = {
        score.line.number
        for offer in by_supplier.values()
        for score in offer.lines
        if score.kg_co2e_per_unit is not None
    }
    kept = [line for line in lot.lines if line.number in scored and not line.optional]
    kg = np.zeros((len(origins), len(kept), 2))
    for place in range(len(origins)):
        by_line = {score.line.number: score for score in by_supplier[f"{place}"].lines}
        for at, line in enumerate(kept):
            score = by_line[line.number]
            stages = assessed.footprint.stage_kg.get(score.id, {})
            moved = float(stages.get(Stage.TRANSPORT, Decimal(0)))
            whole = float(score.kg_co2e_per_unit or 0)
            quantity = float(score.quantity)
            kg[place, at] = (quantity * (whole - moved), quantity * moved)
    return kept, kg


def _sigmas(lines: Sequence[Line], library: Library) -> NDArray[np.float64]:
    """Return how much producers of each line's goods were observed to differ, in ln."""
    return np.array([_sigma(library.products.get(line.product or ""), library) for line in lines])


def _sigma(product: Product | None, library: Library) -> float:
    general = float(library.assumption(_GENERAL))
    farm = None if product is None else product.factors.get(Stage.FARM)
    found = library.factors.get(farm, ()) if farm else ()
    known = library.commodities.get(found[0].correlation_group) if found else None
    if known is None or known.variability_sigma is None:
        return general
    return known.variability_sigma


def _footprints(
    kg: NDArray[np.float64],
    sigmas: NDArray[np.float64],
    count: int,
    offers: int,
    draw: np.random.Generator,
) -> NDArray[np.float64]:
    """Return the kg CO2e of each invented offer: tenders, offers."""
    place = draw.integers(0, kg.shape[0], size=(count, offers))
    total = np.zeros((count, offers))
    for line, sigma in enumerate(sigmas):
        differs = np.exp(sigma * draw.standard_normal((count, offers)))
        total += kg[place, line, 0] * differs + kg[place, line, 1]
    return total


def _at(prices: NDArray[np.float64], kg: NDArray[np.float64], trial: Trial) -> AtInventedPrice:
    carbon = float(trial.sek_per_kg) * kg
    sums = prices + carbon
    of_carbon, of_price = carbon.var(axis=1), prices.var(axis=1)
    share = of_carbon / (of_carbon + of_price)
    rows = np.arange(len(sums))
    winner, cheapest = sums.argmin(axis=1), prices.argmin(axis=1)
    spread = np.percentile(share, (_TENTH, _MIDDLE, _NINE_TENTHS))
    return AtInventedPrice(
        trial=trial,
        climate_share=(float(spread[0]), float(spread[1]), float(spread[2])),
        another_winner=float((winner != cheapest).mean()),
        avoided=float((1 - kg[rows, winner] / kg[rows, cheapest]).mean()),
        dearer=float((prices[rows, winner] / prices[rows, cheapest] - 1).mean()),
    )
