"""What the winner's contract binds: every price and footprint that was evaluated, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from carbon.footprint.records import Proof
from carbon.intake.records import OfferedProduct
from carbon.problems import shorten
from carbon.tender.protocol.award import LotAward
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.records import LineScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One line of a contract annex."""

    lot: str
    score: LineScore
    offered: OfferedProduct | None  # what the supplier called it, and its proof
    own_value: bool = False  # whether the supplier's own figure counted, and not the default
    proof: Proof | None = None  # the file of evidence/ that it is from


Value = tuple[str, str, Decimal | None, Decimal | None]


def bound(of: Proceedings, lot: LotAward) -> tuple[Bound, ...]:
    """Return the lines that the winner of a lot offered, optional ones included."""
    if lot.winner is None:
        return ()
    offered = {one.id: one for offer in of.assessment.offers for one in offer.products}
    id_ = lot.result.lot.id
    counted = {one.id: one for one in of.assessment.inputs if one.covered}
    return tuple(
        Bound(
            lot=id_,
            score=score,
            offered=offered.get(score.id),
            own_value=score.id in counted,
            proof=counted[score.id].proof if score.id in counted else None,
        )
        for score in lot.winner.lines
    )


def evaluated(of: Proceedings) -> Iterator[Value]:
    """Yield every price and footprint that the evaluation used of the winners' offers.

    What EQ-30 compares: lot, number of the line as shown, price and footprint of one unit.
    """
    for lot in of.awards:
        for score in lot.winner.lines if lot.winner is not None else ():
            yield (
                lot.result.lot.id,
                shorten(score.line.number),
                score.price_sek_per_unit,
                score.kg_co2e_per_unit,
            )
