"""A producer's own footprint: the model's flows, how sure they are, and the digest of it all.

The same function for the producer's file, form and page, and for the buyer who checks them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from carbon.farm import digest, plausibility, products, questionnaires, sensitivity, wholeness
from carbon.farm.filling import combined
from carbon.farm.knowledge import Knowledge
from carbon.farm.products import milk
from carbon.farm.records import Activity, Answers, OwnFlow, OwnFootprint, Quality
from carbon.farm.sensitivity import Flows, Key, Swing
from carbon.library.records import STAGES, Stage
from carbon.problems import Problem, error

_PACKAGING, _MILK = "packaging_g", "milk"


def computed(
    answers: Answers, knowledge: Knowledge, *, where: str = ""
) -> tuple[OwnFootprint | None, list[Problem]]:
    """Return the footprint, or the question to ask when the answers cannot be true together.

    A farm can pass every single question and still be impossible: cows whose feed holds less
    nitrogen than their milk. `where` is what the problem calls the file.
    """
    try:
        made = footprint(answers, knowledge)
    except (ValueError, ArithmeticError) as wrong:
        place = where or answers.questionnaire.id
        return None, [error("answers-impossible", place, found=wrong)]
    kg = _as_the_band(answers, made.kg_co2e_per_kg, knowledge)
    asked = wholeness.asked(answers, knowledge.parameters)
    band = plausibility.outside_band(answers.questionnaire, kg, where or made.answers.product)
    return made, [*asked, *band]


def _as_the_band(answers: Answers, kg: Decimal, knowledge: Knowledge) -> Decimal:
    """Return a footprint per the kg that its band is told for: milk's is kg of ECM."""
    if answers.questionnaire.id != _MILK:
        return kg
    return _rounded(
        float(kg) / milk.per_ecm(answers, knowledge.parameters), questionnaires.rules().decimals
    )


def footprint(answers: Answers, knowledge: Knowledge) -> OwnFootprint:
    """Return the footprint of one kg of a product at its gate, in kg CO2e.

    Raises ValueError or ArithmeticError for answers that cannot be true together; see `computed`.
    """
    activities = products.activities(answers, knowledge)
    base = sensitivity.flows_of(activities)
    swings = sensitivity.swings(answers, base, knowledge)
    flows = _flows(activities, base, swings)
    by_stage = stage_kg(activities)
    whole = sum(by_stage.values(), Decimal(0))
    content = digest.parts(answers, knowledge, by_stage)
    return OwnFootprint(
        answers=answers,
        stages=_covered(answers, activities),
        flows=flows,
        stage_kg=by_stage,
        kg_co2e_per_kg=whole,
        digest=digest.of(content),
        marginal_kg={
            one.field.id: kg for one in swings for way, kg in one.options if way == "more"
        },
        changes_kg={one.field.id: one.options for one in swings if one.options},
        variance_kg2={one.field.id: one.spread_kg**2 for one in swings if one.spread_kg},
        interval_95=_interval(whole, activities, swings),
        digest_of=content,
    )


def digest_alone(answers: Answers, knowledge: Knowledge) -> str:
    """Return the digest that `footprint` would give, without working out how sure it is.

    Empty for answers that cannot be true together.
    """
    try:
        by_stage = stage_kg(products.activities(answers, knowledge))
    except (ValueError, ArithmeticError):
        return ""
    return digest.of(digest.parts(answers, knowledge, by_stage))


def _covered(answers: Answers, activities: Sequence[Activity]) -> tuple[Stage, ...]:
    """Return the stages that the figures cover: the questionnaire's, and packaging where asked.

    Goods that are sold loose cover it too: there is none. Transport is never covered: a flow of
    that stage is raw material on its way in.
    """
    found = set(answers.questionnaire.stages)
    loose = answers.known(_PACKAGING)
    if loose or any(one.stage is Stage.PACKAGING for one in activities):
        found.add(Stage.PACKAGING)
    return tuple(stage for stage in STAGES if stage in found and stage is not Stage.TRANSPORT)


def stage_kg(activities: Sequence[Activity]) -> dict[Stage, Decimal]:
    """Return kg CO2e by stage: each flow rounded once to the engine's step, half to even."""
    decimals = questionnaires.rules().decimals
    steps: defaultdict[Stage, int] = defaultdict(int)
    for one in activities:
        steps[one.stage] += round(one.amount * one.factor.kg_co2e * 10.0**decimals)
    return {stage: Decimal(steps[stage]).scaleb(-decimals) for stage in STAGES if stage in steps}


def _flows(
    activities: Sequence[Activity], base: Flows, swings: Sequence[Swing]
) -> tuple[OwnFlow, ...]:
    mainly = questionnaires.rules().mainly
    behind: defaultdict[Key, list[float]] = defaultdict(list)
    defaults: set[Key] = set()
    for swing in swings:
        for key, log in swing.logs.items():
            behind[key].append(math.exp(log))
        if swing.answer.quality is Quality.DEFAULT:
            defaults.update(key for key, weight in swing.weights.items() if weight > mainly)
    return tuple(
        OwnFlow(
            activity=one,
            amount_gsd=combined(one.gsd, *behind.get(key, ())),
            default=key in defaults,
        )
        for key, one in zip(base, activities, strict=True)
    )


def _interval(
    whole: Decimal, activities: Sequence[Activity], swings: Sequence[Swing]
) -> tuple[Decimal, Decimal] | None:
    """Return the 95 % interval of the whole, as a lognormal around it.

    Answers err once each and move all flows they touch together; processes err each by itself;
    factors of one correlation group err together. Variances in kg² add up.
    """
    if whole <= 0:
        return None
    groups: defaultdict[str, float] = defaultdict(float)
    variance = math.fsum(one.spread_kg**2 for one in swings)
    for one in activities:
        kg = one.amount * one.factor.kg_co2e
        variance += (kg * math.log(one.gsd)) ** 2
        group = one.factor.correlation_group or one.factor.id
        groups[group] += kg * math.log(one.factor.spread.gsd)
    variance += math.fsum(kg**2 for kg in groups.values())
    rules = questionnaires.rules()
    relative = math.sqrt(variance) / float(whole)
    width = math.exp(rules.interval_z * math.sqrt(math.log1p(relative**2)))
    return _rounded(float(whole) / width, rules.decimals), _rounded(
        float(whole) * width, rules.decimals
    )


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))
