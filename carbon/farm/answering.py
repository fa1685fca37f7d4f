"""Written answers become `Answers`: the one function that all three ways in go through.

A file, the Excel form and the page bring a mapping from field to what was written; out come numbers
in the fields' own units, with defaults where nothing was known, or the questions to ask.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from carbon.farm import filling, heading, plausibility, questionnaires, written
from carbon.farm.records import (
    HEADER,
    Answer,
    Answers,
    Field,
    Need,
    Questionnaire,
    RawAnswer,
    Submission,
)
from carbon.farm.written import Parsed
from carbon.problems import Problem, error, has_errors, warning


def submitted(submission: Submission) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a file or form, or what is wrong with it.

    A form of another edition of the questionnaire is read by today's, and that is said.
    """
    found = questionnaires.get(submission.questionnaire)
    if found is None:
        known = ", ".join(questionnaires.load())
        name = submission.questionnaire or "?"
        return None, [error("answers-form-unknown", submission.where, found=name, expected=known)]
    problems = []
    if submission.version and submission.version != found.version:
        texts = {"found": submission.version, "expected": found.version}
        problems.append(warning("answers-form-version", submission.where, **texts))
    made, wrong = answers(found, submission.raw, where=submission.where)
    return made, [*problems, *wrong]


def answers(
    questionnaire: Questionnaire, raw: Mapping[str, RawAnswer], *, where: str = ""
) -> tuple[Answers | None, list[Problem]]:
    """Return what was answered, with defaults filled in; None when something stops the result.

    `raw` maps fields, and the names of HEADER, to what was written; its order means nothing.
    `where` is the file; an answer's own place counts before it. Every problem is told at once.
    """
    parsed: dict[str, Parsed] = {}
    problems = _strangers(questionnaire, raw, where)
    for field in questionnaire.fields:
        place = place_of(raw.get(field.id), field.id, where)
        parsed[field.id], wrong = written.parse(field, raw.get(field.id), place)
        problems += wrong
        if not wrong and field.need is Need.REQUIRED and parsed[field.id].unknown:
            problems.append(error("answer-missing", place, **plausibility.named(field)))
    head, wrong = heading.read(questionnaire, raw, where)
    problems += wrong
    asked = questionnaire if head is None else _of_food(questionnaire, head.product)
    filled, wrong = filling.fill(asked, parsed)
    problems += wrong
    if head is None or has_errors(problems):
        return None, problems
    return _made(questionnaire, head, filled), problems


def _of_food(questionnaire: Questionnaire, product: str) -> Questionnaire:
    """Return a questionnaire whose ranges are those of one food, where it has such."""
    return replace(
        questionnaire, fields=tuple(_narrowed(field, product) for field in questionnaire.fields)
    )


def _narrowed(field: Field, product: str) -> Field:
    case = next((one for one in field.cases if product in one.products), None)
    if case is None:
        return field
    return replace(
        field,
        plausible=case.plausible or field.plausible,
        limits=case.limits or field.limits,
    )


def place_of(raw: RawAnswer | None, field: str, where: str) -> str:
    """Return where a problem with a field is mended: its cell or line, else file and field."""
    if raw is not None and raw.where:
        return raw.where
    return f"{where}: {field}" if where else field


def _made(
    questionnaire: Questionnaire, head: heading.Heading, filled: Mapping[str, Answer]
) -> Answers:
    return Answers(
        questionnaire=questionnaire,
        product=head.product,
        name=head.name,
        producer=head.producer,
        place=head.place,
        year=head.year,
        answers=filled,
        tender=head.tender,
        evidence=head.evidence,
    )


def _strangers(
    questionnaire: Questionnaire, raw: Mapping[str, RawAnswer], where: str
) -> list[Problem]:
    """Return a question for each answer that belongs to no field: nothing is lost silently."""
    known = [field.id for field in questionnaire.fields]
    wrong = []
    for name in sorted(set(raw) - set(known) - set(HEADER)):
        near = difflib.get_close_matches(name[:40], [*known, *HEADER], n=1)
        place = place_of(raw[name], name, where)
        texts = {"found": name, "expected": near[0] if near else ", ".join(known)}
        wrong.append(warning("answer-field-unknown", place, **texts))
    return wrong
