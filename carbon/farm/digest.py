"""The digest of a producer's figures: what they were made of, in one fixed way of writing it.

Names, places and files are left out, units too: the same farm, year and answers give the same
digest whichever way they came in. It changes when an answer, the questionnaire, the library or a
figure of the farm model changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from carbon.farm import knowledge as farm
from carbon.farm.filling import canonical
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Answer, Answers, Quality
from carbon.library.records import Stage

_DEEPEST = 5  # answers, one of them, its default, its rows, a row
_NAMED = 8  # parts that a message names
_LARGEST = 10**9  # of the whole numbers of `parts`: a year


def parts(
    answers: Answers, knowledge: Knowledge, stage_kg: Mapping[Stage, Decimal]
) -> dict[str, object]:
    """Return everything that the digest is made of, as plain data."""
    return {
        "questionnaire": answers.questionnaire.id,
        "version": answers.questionnaire.version,
        "product": answers.product,
        "year": answers.year,
        "answers": {name: _answer(one) for name, one in sorted(answers.answers.items())},
        "library": knowledge.library.edition,
        "farm": farm.edition(),
        "gwp": knowledge.gwp,
        "region": knowledge.region,
        "stages": {stage.value: f"{kg:f}" for stage, kg in stage_kg.items()},
    }


def of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of such content, written as JSON with sorted keys and no blanks."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of what differs: `library`, `answers.cows`, `stages.farm`; sorted."""
    found: list[str] = []
    for name in sorted({*one, *other}):
        left, right = one.get(name), other.get(name)
        if left == right:
            continue
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            found += [f"{name}.{inner}" for inner in differences(left, right)]
        else:
            found.append(name)
    return tuple(found)


def named(one: Mapping[str, object], other: Mapping[str, object]) -> str:
    """Return what differs as a message says it: the first names, and how many more there are."""
    names = differences(one, other)
    more = (f"+{len(names) - _NAMED}",) if len(names) > _NAMED else ()
    return ", ".join((*names[:_NAMED], *more))


def stated(content: object) -> dict[str, object]:
    """Return what a file says that its digest was made of, as plain data; empty for anything else.

    The file is a stranger's: what is nested deeper than `parts` ever is, is nothing.
    """
    found = _read(content, _DEEPEST)
    return found if isinstance(found, dict) else {}


def _read(value: object, deepest: int) -> object:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal, Mapping, list)):
        return None
    if isinstance(value, Decimal):
        whole = value.is_finite() and abs(value) < _LARGEST and value == value.to_integral_value()
        return int(value) if whole else str(value)
    if isinstance(value, (str, int)):
        return value
    if deepest == 0:
        return None
    if isinstance(value, list):
        return [_read(one, deepest - 1) for one in value]
    return {str(key): _read(part, deepest - 1) for key, part in value.items()}


def _answer(answer: Answer) -> object:
    """Return an answer as canonical decimals; a default says that it is one."""
    value = _plain(answer.value)
    return {"default": value} if answer.quality is Quality.DEFAULT else value


def _plain(value: object) -> object:
    if isinstance(value, (int, float)):
        return f"{canonical(Decimal(repr(float(value)))):f}"
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in sorted(value.items())}
    if isinstance(value, tuple):
        return [_plain(row) for row in value]
    return value
