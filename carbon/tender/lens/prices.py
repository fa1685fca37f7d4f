"""What chosen carbon prices would each have done with the same offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from carbon.tender import models
from carbon.tender.evaluate import totals_of, without_carbon
from carbon.tender.lens.winners import Reign, reigns
from carbon.tender.models import Totals
from carbon.tender.records import Evaluation, LotResult, RankedOffer

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A carbon price to look at."""

    name: str  # zero, announced, or the id of a published price
    sek_per_kg: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPrice:
    """Who would have come first at a carbon price, and what that choice costs and avoids."""

    trial: Trial
    winners: tuple[str, ...]  # several when they tie
    price_sek: Decimal
    kg_co2e: Decimal
    extra_sek: Decimal  # over the offer that is first at carbon price zero
    avoided_kg: Decimal  # against the same offer
    sek_per_kg_avoided: Decimal | None  # None when nothing is avoided
    tied: bool  # the lowest J at this price, or the lowest price, is not one offer's alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """What an offer costs per kg CO2e that it avoids against the cheapest offer."""

    supplier: str
    extra_sek: Decimal
    avoided_kg: Decimal
    sek_per_kg: Decimal | None  # None when it avoids nothing or is the cheapest


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLens:
    """One lot seen through the carbon price."""

    result: LotResult
    reigns: tuple[Reign, ...]
    at: tuple[AtPrice, ...]
    avoided: tuple[Avoided, ...]
    implied: bool  # the price follows from points (model M3)
    climate_share: Decimal | None  # of the variance of J; None with fewer than two offers


def of_lot(result: LotResult, rule: Evaluation, trials: Sequence[Trial]) -> LotLens:
    """Return what the carbon price does in one lot; incomplete offers take no part."""
    ranked = [offer for offer in result.ranking if offer.rank is not None]
    return LotLens(
        result=result,
        reigns=reigns(ranked),
        at=tuple(_at(ranked, rule, one) for one in trials) if ranked else (),
        avoided=_avoided(ranked),
        implied=bool(rule.points),
        climate_share=climate_share([_parts(o, result.carbon_price_sek_per_kg) for o in ranked]),
    )


def _parts(offer: RankedOffer, price: Decimal) -> tuple[Decimal, Decimal]:
    return without_carbon(offer) or _ZERO, price * (offer.kg_co2e or _ZERO)


def climate_share(parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return how much of what tells offers apart is climate: var(c·E) / (var(K) + var(c·E)).

    `parts` are (K, c·E) of each offer, K being everything in J but carbon. Between 0 and 1; how
    price and footprint move together is left out of it. None when the offers do not differ.
    """
    rest, carbon = (_spread([one[at] for one in parts]) for at in (0, 1))
    return carbon / (rest + carbon) if rest + carbon > 0 else None


def _spread(values: Sequence[Decimal]) -> Decimal:
    """Return the sum of squares around the mean."""
    mean = sum(values, _ZERO) / max(len(values), 1)
    return sum(((one - mean) ** 2 for one in values), _ZERO)


def _at(ranked: Sequence[RankedOffer], rule: Evaluation, trial: Trial) -> AtPrice:
    of_price = replace(
        rule,
        model="M2" if rule.model == "M2" else "M1",
        points={},
        carbon_price_sek_per_kg=trial.sek_per_kg,
        carbon_price_by_lot={},
    )
    base = _first(ranked, replace(of_price, carbon_price_sek_per_kg=_ZERO))[0]
    first = _first(ranked, of_price)
    chosen = first[0]
    extra = (without_carbon(chosen) or _ZERO) - (without_carbon(base) or _ZERO)
    avoided = (base.kg_co2e or _ZERO) - (chosen.kg_co2e or _ZERO)
    return AtPrice(
        trial=trial,
        winners=tuple(offer.supplier for offer in first),
        price_sek=without_carbon(chosen) or _ZERO,
        kg_co2e=chosen.kg_co2e or _ZERO,
        extra_sek=extra,
        avoided_kg=avoided,
        sek_per_kg_avoided=extra / avoided if avoided > 0 else None,
        tied=_ties(ranked, trial.sek_per_kg) or _ties(ranked, _ZERO),
    )


def _ties(ranked: Sequence[RankedOffer], price: Decimal) -> bool:
    sums = sorted(sum(_parts(offer, price), _ZERO) for offer in ranked)
    return len(sums) > 1 and sums[0] == sums[1]


def _first(ranked: Sequence[RankedOffer], rule: Evaluation) -> list[RankedOffer]:
    """Return those that come first by a rule, tie rule included."""
    keyed: list[tuple[tuple[Fraction, Decimal], RankedOffer]] = []
    for offer in ranked:
        totals: Totals | None = totals_of(offer)
        if totals is not None:
            keyed.append((models.order(totals, rule, ""), offer))
    best = min(key for key, _ in keyed)
    return [offer for key, offer in keyed if key == best]


def _avoided(ranked: Sequence[RankedOffer]) -> tuple[Avoided, ...]:
    known = [(without_carbon(o), o.kg_co2e, o.supplier) for o in ranked]
    complete = [(cost, kg, name) for cost, kg, name in known if cost is not None and kg is not None]
    if not complete:
        return ()
    base_cost, base_kg, _ = min(complete)
    return tuple(
        Avoided(
            supplier=name,
            extra_sek=cost - base_cost,
            avoided_kg=base_kg - kg,
            sek_per_kg=(cost - base_cost) / (base_kg - kg) if kg < base_kg else None,
        )
        for cost, kg, name in complete
    )
