"""A carrier's own yearly value becomes the factor of its leg, if it is proved (transport.md 8.5).

The value is what a transport operation category (TOC) cost over about twelve months, empty trips
included, well to wheel. It counts with evidence and a period; one that does not count leaves the
class average of the vehicle, and a problem says why. The terms are the same for everybody.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import replace

from carbon.intake.records import Leg
from carbon.library.records import Factor, Spread, Stage
from carbon.problems import Problem, error, warning
from carbon.transport.freight import laden
from carbon.transport.plan import Ground
from carbon.transport.proof import factor_of, proves
from carbon.transport.records import ChainElement

_G_PER_KG = 1000
_COLD = ("chilled", "frozen")
_PERIOD = ("transport.carrier_value.shortest_period", "transport.carrier_value.longest_period")


def operated(element: ChainElement, leg: Leg, ground: Ground) -> tuple[ChainElement, list[Problem]]:
    """Return a leg's element with the carrier's own value as its factor, where that counts.

    Only tonne-km take it: a round is counted by its kilometres. Warnings: carrier-value-unproved,
    carrier-value-period, carrier-value-low (a question that changes no figure); error
    carrier-value-bad for what is no value.
    """
    value = leg.carrier_g_per_tkm
    if value is None:
        return element, []
    if not (math.isfinite(value) and value > 0) or not _parts_fit(leg):
        return element, [error("carrier-value-bad", leg.where, found=f"{value:g}")]
    if element.per != "t*km":
        return element, [error("carrier-value-round", leg.where, found=f"{value:g}")]
    refused = _refusal(leg, ground)
    if refused is not None:
        return element, [refused]
    question = _low(element, leg, value / _G_PER_KG, ground)
    return _taken(element, _factor(leg, value / _G_PER_KG, ground)), question


def _taken(element: ChainElement, factor: Factor) -> ChainElement:
    """Return the element in tonne-km of the carrier: its value holds cold and empty trips."""
    return replace(
        element,
        factor=factor,
        factor_id=factor.id,
        amount_per_kg=element.distance_km / _G_PER_KG * element.share,
        basis="declared",
        assumptions=tuple(one for one in element.assumptions if ".refrigerated." not in one),
    )


def _parts_fit(leg: Leg) -> bool:
    part = leg.carrier_ttw_g_per_tkm
    return part is None or 0 <= part <= (leg.carrier_g_per_tkm or 0)


def _refusal(leg: Leg, ground: Ground) -> Problem | None:
    if not proves(leg, "carrier_value", ground.defaults):
        return warning("carrier-value-unproved", leg.where, found=f"{leg.carrier_g_per_tkm:g}")
    shortest, longest = (ground.method.values[one] for one in _PERIOD)
    days = _days(leg)
    if days is None or not shortest <= days <= longest:
        told = f"{leg.period_from or '–'} – {leg.period_to or '–'}"
        bounds = {"shortest": f"{shortest:g}", "longest": f"{longest:g}"}
        return warning("carrier-value-period", leg.where, found=told, **bounds)
    return None


def _days(leg: Leg) -> int | None:
    """Return how many days the period has, None when an end of it is not stated."""
    try:
        start, end = (
            datetime.date.fromisoformat(one or "") for one in (leg.period_from, leg.period_to)
        )
    except ValueError:
        return None
    return (end - start).days


def _low(element: ChainElement, leg: Leg, value: float, ground: Ground) -> list[Problem]:
    """Ask about a value below what the vehicle costs when it is always full and never empty.

    Without factors of the full vehicle, below a share of its class average.
    """
    fuel = element.factor_id.removeprefix("freight/").partition("/")[0]
    full = laden(ground.library, fuel, refrigerated=element.temperature in _COLD)
    average = factor_of(element, ground.library).kg_co2e
    least = average * ground.method.values["transport.carrier_value.question"]
    if full is not None:
        least = full.full.factor.kg_co2e / full.payload_t
    if value >= least:
        return []
    shown = {"found": f"{value * _G_PER_KG:.3g}", "least": f"{least * _G_PER_KG:.3g}"}
    usual = f"{average * _G_PER_KG:.3g}"
    return [warning("carrier-value-low", leg.where, usual=usual, **shown)]


def _factor(leg: Leg, kg_per_tkm: float, ground: Ground) -> Factor:
    ttw = leg.carrier_ttw_g_per_tkm
    part = None if ttw is None else ttw / _G_PER_KG
    return Factor(
        id=f"declared/{leg.where}",
        label=leg.evidence or "",
        kg_co2e=kg_per_tkm,
        per="t*km",
        as_printed=f"{leg.carrier_g_per_tkm!r} g CO2e/tkm",
        stages=(Stage.TRANSPORT,),
        region="declared",
        year=int((leg.period_to or "0")[:4]),
        gwp="as declared",
        boundary="well to wheel, empty trips included, as declared",
        allocation="as declared",
        spread=Spread(
            gsd=ground.library.assumption("spread.declared_operation"),
            basis="carrier's own yearly value",
        ),
        quality=f"carrier's own value, {leg.period_from} – {leg.period_to}",
        source="declared",
        locator=leg.evidence or "",
        review_by=(leg.period_to or "")[:7],
        proxy=False,
        correlation_group=f"declared/{leg.evidence}",
        where=leg.where,
        ttw_kg_co2e=part,
        wtt_kg_co2e=None if part is None else kg_per_tkm - part,
        empty_running_included=True,
    )
