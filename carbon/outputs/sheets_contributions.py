"""What each factor comes to in each offer: kg CO2e a year, as a formula and exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from carbon.library.records import Stage
from carbon.outputs import factor_names
from carbon.outputs.plan import OfferRow, Plan
from carbon.outputs.sheets_moved import Moved
from carbon.tender.doubt import settings


def of_factors(plan: Plan, shown: Sequence[OfferRow]) -> Iterator[Moved]:
    """Yield the factors that carry most of the offers' footprints, largest first."""
    parts = _by_factor(plan, shown)
    heaviest = sorted(parts, key=lambda one: (-sum(map(abs, parts[one])), one))
    stages = _stages_of(plan, shown)
    names = factor_names.of_assessment(plan.assessment, plan.lang)
    for factor in heaviest[: settings.load().drivers]:
        formulas = tuple(_factor_formula(plan, offer, factor, stages[factor]) for offer in shown)
        yield Moved(name=names[factor], kind="factor", formulas=formulas, kg=tuple(parts[factor]))


def _by_factor(plan: Plan, shown: Sequence[OfferRow]) -> dict[int, list[Decimal]]:
    """Return the kg CO2e a year of each factor in each offer, exactly."""
    place = {offer.number: at for at, offer in enumerate(shown)}
    parts: dict[int, list[Decimal]] = {}
    for line in plan.lines:
        at = place.get(line.offer.number)
        if at is None or line.score.line.optional:
            continue
        for flow in line.flows:
            own = parts.get(flow.factor_index)
            if own is None:
                own = parts[flow.factor_index] = [Decimal(0) for _ in shown]
            own[at] += line.score.quantity * flow.kg_co2e
    return parts


def _stages_of(plan: Plan, shown: Sequence[OfferRow]) -> dict[int, tuple[set[Stage], bool]]:
    """Return on which stages of the lines each factor stands, and whether it has legs."""
    numbers = {offer.number for offer in shown}
    stands: dict[int, set[tuple[Stage, bool]]] = {}
    for line in plan.lines:
        if line.offer.number not in numbers:
            continue
        for flow in line.flows:
            single = flow.stage in line.single
            stands.setdefault(flow.factor_index, set()).add((flow.stage, single))
    return {
        factor: ({stage for stage, single in places if single}, any(not one for _, one in places))
        for factor, places in stands.items()
    }


def _factor_formula(
    plan: Plan, offer: OfferRow, factor: int, stands: tuple[set[Stage], bool]
) -> str:
    stages, legs = stands
    key = f"{plan.sheets['factors']}!$A${plan.factor_row(factor)}"
    keys, quantity = plan.line_range("number"), plan.line_range("quantity")
    parts = [
        f"SUMPRODUCT(({keys}={offer.number})*({plan.line_range(f'factor:{stage}')}={key})*1,"
        f"{quantity},{plan.line_range(f'kg:{stage}')})"
        for stage in plan.stages
        if stage in stages
    ]
    if legs:
        ranges = {name: plan.all_legs(name) for name in ("number", "factor", "kg_total")}
        parts.append(
            f"SUMPRODUCT(({ranges['number']}={offer.number})*({ranges['factor']}={key})*1,"
            f"{ranges['kg_total']})"
        )
    return "+".join(parts)
