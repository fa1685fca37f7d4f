"""Questions that no single answer raises: what the herd must have eaten, and how it is shared.

Each stands at the answer that is most likely to be the wrong one; none of them stops the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from carbon.farm import allocation, asking, plausibility
from carbon.farm.energyuse import OWN_VALUE
from carbon.farm.feeding import Eaten
from carbon.farm.parameters import Parameters
from carbon.farm.products import cattle, milk, sheep
from carbon.farm.records import Answers
from carbon.problems import Problem, warning

_KG_PER_T = 1000  # exact
_LEAST = 0.01  # share of the feed: what rounding leaves is no question


def asked(answers: Answers, parameters: Parameters) -> list[Problem]:
    """Return the questions that a farm's answers raise together."""
    return [
        *_unexplained_feed(answers, parameters),
        *_range_left(answers, parameters),
        *_heat_value(answers),
    ]


def _milk(answers: Answers, parameters: Parameters) -> Eaten:
    herd = milk.herd_of(answers, parameters)
    return milk.feed_of(answers, (herd.cows, herd.young), parameters)


def _cattle(answers: Answers, parameters: Parameters) -> Eaten:
    return cattle.feed_of(answers, cattle.herd_of(answers, parameters), parameters)


def _sheep(answers: Answers, parameters: Parameters) -> Eaten:
    return sheep.feed_of(answers, sheep.flock_of(answers, parameters), parameters)


_FEEDING: Mapping[str, tuple[Callable[[Answers, Parameters], Eaten], str]] = {
    "milk": (_milk, "roughage_ha"),
    "beef_dairy_bull": (_cattle, "forage_ha"),
    "beef_suckler": (_cattle, "forage_ha"),
    "lamb": (_sheep, "forage_ha"),
}


def _unexplained_feed(answers: Answers, parameters: Parameters) -> list[Problem]:
    if answers.questionnaire.id not in _FEEDING:
        return []
    model, area = _FEEDING[answers.questionnaire.id]
    found = model(answers, parameters)
    if found.unexplained <= found.whole * _LEAST:
        return []
    texts = {}
    for lang in ("sv", "en"):
        texts[f"whole_{lang}"] = asking.shown_number(round(found.whole / _KG_PER_T), lang)
        lacking = max(round(found.unexplained / _KG_PER_T, 1), 0.1)
        texts[f"lacking_{lang}"] = asking.shown_number(lacking, lang)
    return [warning("answers-feed-unexplained", answers.answers[area].where, **texts)]


def _range_left(answers: Answers, parameters: Parameters) -> list[Problem]:
    """Tell where the sharing between milk and meat has left the range of its line."""
    if answers.questionnaire.id != "milk":
        return []
    if milk.herd_of(answers, parameters).share.by == allocation.LIVEWEIGHT:
        return []
    return [warning("answers-share-range-left", answers.answers["sold_lw"].where)]


def _heat_value(answers: Answers) -> list[Problem]:
    """Tell that a supplier's figure of heat does not count for the fuel that was chosen."""
    if "heat_value" not in answers.answers or not answers.known("heat_value"):
        return []
    fields = {one.id: one for one in answers.questionnaire.fields}
    fuels = [one for one in ("heat_fuel", "oven_fuel") if one in fields and answers.known(one)]
    if not fuels or any(answers.choice(one) in OWN_VALUE for one in fuels):
        return []
    answer, asked = answers.answers["heat_value"], fields[fuels[0]]
    texts = plausibility.named(fields["heat_value"])
    for lang in ("sv", "en"):
        texts[f"found_{lang}"] = asking.shown(asked, answers.answers[fuels[0]], lang)
    return [warning("answers-value-not-counted", answer.where, **texts)]
