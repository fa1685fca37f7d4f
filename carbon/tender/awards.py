"""What a person must know of a ranking: ties, ceilings, criteria that nobody judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from carbon.problems import Problem, error, warning
from carbon.tender.evaluate import applying
from carbon.tender.records import LotResult, Tender


def remarks(tender: Tender, lots: Sequence[LotResult]) -> list[Problem]:
    """Return the problems that only show once the offers stand in order."""
    return _unjudged(tender, lots) + _above_ceiling(lots) + _ties(lots)


def _unjudged(tender: Tender, lots: Sequence[LotResult]) -> list[Problem]:
    """Return the offers that lack a judgement of a criterion: missing is never zero."""
    return [
        error("judgement-missing", result.lot.id, found=offer.supplier, criterion=criterion.title)
        for result in lots
        for criterion in applying(tender.evaluation.criteria, result.lot.id)
        for offer in result.ranking
        if criterion.id not in {one.criterion for one in offer.judgements}
    ]


def _above_ceiling(lots: Sequence[LotResult]) -> list[Problem]:
    return [
        warning("above-ceiling", result.lot.id, found=offer.supplier, kg=_whole(offer.kg_co2e))
        for result in lots
        for offer in result.ranking
        if offer.above_ceiling
    ]


def _whole(kg: Decimal | None) -> str:
    """Return kilograms without decimals: the message is for a reader, the ceiling was exact."""
    return "–" if kg is None else f"{kg:.0f}"


def _ties(lots: Sequence[LotResult]) -> list[Problem]:
    problems = []
    for result in lots:
        tied: Mapping[int, list[str]] = defaultdict(list)
        for offer in result.ranking:
            if offer.tied and offer.rank is not None:
                tied[offer.rank].append(offer.supplier)
        problems += [
            warning("offers-tied", result.lot.id, rank=rank, found=", ".join(suppliers))
            for rank, suppliers in sorted(tied.items())
        ]
        if not any(offer.rank for offer in result.ranking):
            problems.append(error("lot-without-ranking", result.lot.id, found=result.lot.title))
    return problems
