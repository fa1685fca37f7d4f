"""What a questionnaire must never do: contradict itself, or ask more than was promised."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.farm.records import Field, Need, Questionnaire

MOST_REQUIRED = 6  # what a person is asked before there is a result; the method's promise
LONGEST_QUESTION = 120  # what a Problem carries whole


def faults(questionnaire: Questionnaire) -> list[str]:
    """Return everything that contradicts itself in a questionnaire; empty means nothing does."""
    where = questionnaire.where
    ids = [field.id for field in questionnaire.fields]
    wrong = [f"{where}: {one} stands twice" for one in sorted(set(ids)) if ids.count(one) > 1]
    required = sum(field.need is Need.REQUIRED for field in questionnaire.fields)
    if not 0 < required <= MOST_REQUIRED:
        wrong.append(f"{where}: {required} required fields")
    if not questionnaire.products or not questionnaire.stages:
        wrong.append(f"{where}: no product or no stage")
    for field in questionnaire.fields:
        wrong += [f"{where}: {field.id} {one}" for one in _field_faults(field, ids)]
    checked = [name for check in questionnaire.checks for name in (check.most, *check.of)]
    wrong += [f"{where}: a check of {one}, which is not asked" for one in checked if one not in ids]
    for check in questionnaire.checks:
        if max(len(check.question.sv), len(check.question.en)) > LONGEST_QUESTION:
            wrong.append(f"{where}: the question about {check.most} is too long")
    return wrong + _circles(questionnaire)


def _circles(questionnaire: Questionnaire) -> list[str]:
    """Return fields that in the end rest on themselves."""
    needs = {
        field.id: {one.times for one in field.units if one.times} | _beside(field)
        for field in questionnaire.fields
    }
    wrong = []
    for start in needs:
        reached, waiting = set[str](), list(needs[start])
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += needs.get(one, ())
        if start in reached:
            wrong.append(f"{questionnaire.where}: {start} rests on itself")
    return wrong


def _beside(field: Field) -> set[str]:
    """Return the fields that a default hangs on."""
    default = field.default
    if default is None:
        return set()
    found = {default.per} if default.per else set()
    found |= {default.least.per} if default.least is not None else set()
    return found | ({default.lower.of, default.lower.per} if default.lower is not None else set())


def _field_faults(field: Field, ids: Sequence[str]) -> list[str]:
    wrong: list[str] = []
    if field.kind not in ("number", "choice", "shares", "rows"):
        wrong.append(f"is of kind {field.kind}")
    if field.kind == "number" and not field.units:
        wrong.append("has no unit")
    if field.kind in ("choice", "shares") and len(field.choices) < 2:
        wrong.append("has fewer than two choices")
    if field.need is Need.REQUIRED and field.default is not None:
        wrong.append("is required and has a default")
    if field.need is Need.IMPORTANT and field.default is None and field.otherwise is None:
        wrong.append("is important and has neither default nor what the model takes otherwise")
    others = [one.per for one in field.plausible] + [one.times for one in field.units]
    others += sorted(_beside(field))
    others += [field.limits.per] if field.limits is not None else []
    wrong += [f"rests on {one}, which is not asked" for one in others if one and one not in ids]
    wrong += _default_faults(field)
    return wrong


def _default_faults(field: Field) -> list[str]:
    default = field.default
    if default is None:
        return []
    if field.kind in ("choice", "shares"):
        known = {choice.id for choice in field.choices}
        return [] if default.value in known else [f"has {default.value} as its default"]
    wrong = [] if isinstance(default.value, float) else ["has a default that is no number"]
    if default.gsd < 1:
        wrong.append("has a gsd below 1")
    if default.gsd == 1 and default.value != 0:
        wrong.append("has a default that is no zero and yet exact")
    return wrong
