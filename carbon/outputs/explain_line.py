"""A line of an offer found and taken apart, the same for text, data and page."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from carbon.footprint.uncertainty import interval
from carbon.intake.records import OfferedProduct
from carbon.library.records import Assumption
from carbon.outputs import flows, ownfiles
from carbon.outputs.explain_records import Explanation
from carbon.outputs.explain_sums import sums
from carbon.outputs.flows import Flow
from carbon.problems import Problem, UsageError, error
from carbon.tender.records import Assessment, LineScore, LotResult, RankedOffer

_NAMED = 20  # how many suppliers or lines a message lists


def taken_apart(assessment: Assessment, supplier: str, line: str) -> Explanation:
    """Return the explanation of a line of an offer. Raises UsageError as `find` does."""
    result, offer, score = find(assessment, supplier, line)
    of_line = flows.by_line(assessment.footprint).get(score.id, ())
    match = assessment.matches.get(score.id)
    offered = _offered(assessment, score)
    return Explanation(
        result=result,
        offer=offer,
        score=score,
        product=assessment.library.products.get(score.product or ""),
        match_reason=None if match is None else match.reason,
        offered_name=None if offered is None else offered.offered_name,
        reads={} if offered is None else offered.cells,
        flows=of_line,
        sums=sums(assessment, result, offer, score, of_line, offered),
        assumptions=_assumptions(assessment, of_line),
        remarks=_remarks(assessment, score, offered),
        interval=_interval(assessment, score),
        own=ownfiles.of_line(assessment, score.id, of_line),
    )


def find(
    assessment: Assessment, supplier: str, line: str
) -> tuple[LotResult, RankedOffer, LineScore]:
    """Return lot, offer and score of a line: its number, or lot and number as `lot/number`.

    Raises UsageError that names what there is instead, or the lots that share the number.
    """
    offers = [
        (result, offer)
        for result in assessment.lots
        for offer in result.ranking
        if offer.supplier == supplier
    ]
    if not offers:
        known = sorted({offer.supplier for result in assessment.lots for offer in result.ranking})
        raise UsageError(
            error("explain-no-offer", supplier, found=supplier, expected=_named(known))
        )
    scores = [(result, offer, score) for result, offer in offers for score in offer.lines]
    by_id = [one for one in scores if one[2].line.id == line]
    found = by_id or [one for one in scores if one[2].line.number == line]
    if len(found) == 1:
        return found[0]
    if found:
        expected = _named([score.line.id for _, _, score in found])
        raise UsageError(error("explain-line-in-lots", supplier, found=line, expected=expected))
    known = [score.line.number for _, _, score in scores]
    raise UsageError(error("explain-no-line", supplier, found=line, expected=_named(known)))


def _named(known: list[str]) -> str:
    return ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")


def _offered(assessment: Assessment, score: LineScore) -> OfferedProduct | None:
    for offer in assessment.offers:
        for product in offer.products:
            if product.id == score.id:
                return product
    return None


def _assumptions(assessment: Assessment, of_line: tuple[Flow, ...]) -> tuple[Assumption, ...]:
    known = assessment.library.assumptions
    used = [id for flow in of_line if flow.element for id in flow.element.assumptions]
    return tuple(known[id] for id in dict.fromkeys(used) if id in known)


def _remarks(
    assessment: Assessment, score: LineScore, offered: OfferedProduct | None
) -> tuple[Problem, ...]:
    """Return what was said of the row, of its cells and of its legs."""
    places = {score.where}
    if offered is not None:
        places |= {offered.where, *(read.where for read in offered.cells.values())}
        places |= {leg.where for leg in offered.legs}
    return tuple(one for one in assessment.problems if one.where in places)


def _interval(assessment: Assessment, score: LineScore) -> Mapping[str, float] | None:
    """Return the range of kg CO2e per unit that factors and distances leave, None without one."""
    table = assessment.footprint.flows
    if score.id not in table.line_ids:
        return None
    weight = np.zeros(len(table.line_ids))
    weight[table.line_ids.index(score.id)] = 1.0
    figures = np.array([factor.kg_co2e for factor in table.factors])
    found = interval(table, weight, figures)
    return None if found is None else {"low": found.low, "high": found.high, "gsd": found.gsd}
