"""The posted form becomes answers and a footprint; what is wrong, questions at its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.farm import answering, asking, digest, own, products
from carbon.farm.records import (
    HEADER,
    Answers,
    Field,
    OwnFootprint,
    Questionnaire,
    RawAnswer,
    Submission,
)
from carbon.problems import Problem, Severity
from carbon.web import posted as names
from carbon.web import rendering
from carbon.web.fields import Asked
from carbon.web.posted import Posted
from carbon.web.site import Site

# Answers without name and place are whole, and the declaration says that they are not stated; the
# result itself says where it lies beside what is usual.
_NOT_ASKED = ("answers-producer-missing", "answers-place-missing", "answers-band")
_AMBIGUOUS_DECIMALS = 3  # 1,234 may be one thousand and more


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a posted form comes to: a footprint, or why there is none, and what to ask."""

    own: OwnFootprint | None
    asked: tuple[Asked, ...]


def work_out(site: Site, questionnaire: Questionnaire, posted: Posted, lang: str) -> Worked:
    """Return the footprint of a posted form, with the questions that it raises."""
    given, asked = _given(questionnaire, posted, lang)
    if given is None:
        return Worked(own=None, asked=tuple(asked))
    made, wrong = own.computed(given, site.known(given.tender))
    return Worked(own=made, asked=(*asked, *as_asked(wrong, questionnaire, lang)))


def digest_of(
    site: Site, questionnaire: Questionnaire, posted: Posted, lang: str
) -> tuple[str, Mapping[str, object]]:
    """Return the digest of a posted form's footprint and what it is made of; empty without one."""
    given, _ = _given(questionnaire, posted, lang)
    if given is None:
        return "", {}
    known = site.known(given.tender)
    found = own.digest_alone(given, known)
    if not found:
        return "", {}
    return found, digest.parts(given, known, own.stage_kg(products.activities(given, known)))


def _given(
    questionnaire: Questionnaire, posted: Posted, lang: str
) -> tuple[Answers | None, list[Asked]]:
    """Return the answers, None where something stops a result, and what is asked about them."""
    given, problems = understood(questionnaire, posted)
    asked = [
        *_contradictions(questionnaire, posted, lang),
        *as_asked(problems, questionnaire, lang),
    ]
    return (None if any(one.stop for one in asked) else given), asked


def understood(
    questionnaire: Questionnaire, posted: Posted
) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a posted form, or what is wrong with them."""
    return answering.answers(questionnaire, raw(questionnaire, posted))


def raw(questionnaire: Questionnaire, posted: Posted) -> dict[str, RawAnswer]:
    """Return a posted form as every way in brings its answers; "vet inte" is left out."""
    found = {name: RawAnswer(value=posted[name], where=name) for name in HEADER if posted.get(name)}
    for field in questionnaire.fields:
        value = _value(field, posted)
        basis = posted.get(names.basis_name(field.id), "")
        if value and basis != names.UNKNOWN:
            found[field.id] = RawAnswer(
                value=value,
                unit=posted.get(names.unit_name(field.id), ""),
                quality=basis,
                where=field.id,
            )
    return found


def _value(
    field: Field, posted: Posted
) -> str | Mapping[str, str | Decimal] | tuple[Mapping[str, str | Decimal], ...]:
    if field.kind == "shares":
        parts = {one.id: posted.get(names.part_name(field.id, one.id), "") for one in field.choices}
        return {key: text for key, text in parts.items() if text}
    if field.kind == "rows":
        rows = (_row(field, number, posted) for number in range(1, names.MOST_ROWS + 1))
        return tuple(row for row in rows if row)
    return posted.get(names.value_name(field.id), "")


def _row(field: Field, number: int, posted: Posted) -> dict[str, str | Decimal]:
    cells = {
        column.id: posted.get(names.cell_name(field.id, number, column.id), "")
        for column in field.columns
    }
    return {key: text for key, text in cells.items() if text}


def _contradictions(questionnaire: Questionnaire, posted: Posted, lang: str) -> Iterable[Asked]:
    """Ask where something is written and "vet inte" is chosen too."""
    word = rendering.words(lang)
    for field in questionnaire.fields:
        unknown = posted.get(names.basis_name(field.id), "") == names.UNKNOWN
        if unknown and _value(field, posted):
            yield Asked(
                field=field.id,
                message=word("asked-both"),
                hint=word("asked-both-hint"),
                stop=True,
            )


def as_asked(problems: Iterable[Problem], questionnaire: Questionnaire, lang: str) -> list[Asked]:
    """Return problems as questions at their fields; notes are not asked about."""
    known = {field.id for field in questionnaire.fields} | set(HEADER)
    found = []
    for one in problems:
        if one.severity is Severity.NOTE or one.code in _NOT_ASKED:
            continue
        place = one.where.partition("[")[0]
        found.append(
            Asked(
                field=place if place in known else None,
                message=language.message(one, lang),
                hint=language.hint(one, lang),
                stop=one.severity is Severity.ERROR,
            )
        )
    return found


def as_posted(submission: Submission, questionnaire: Questionnaire, lang: str) -> dict[str, str]:
    """Return the answers of a file as the form would have posted them."""
    found: dict[str, str] = {}
    for name in HEADER:
        given = submission.raw.get(name)
        if given is not None and isinstance(given.value, (str, Decimal)):
            found[name] = "; ".join(str(given.value).split("\n"))
    product = asking.product_of(questionnaire, found.get("product", ""))
    if product is not None:
        found["product"] = product
    for field in questionnaire.fields:
        answer = submission.raw.get(field.id)
        if answer is not None:
            found |= _inputs(field, answer, lang)
    return found


def _inputs(field: Field, answer: RawAnswer, lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    value = answer.value
    if isinstance(value, tuple):
        found[names.rows_name(field.id)] = str(max(names.ROWS, len(value)))
        for number, row in enumerate(value, start=1):
            for column in field.columns:
                text = _text(column, row.get(column.id, ""), lang)
                found[names.cell_name(field.id, number, column.id)] = text
    elif isinstance(value, Mapping):
        for name, share in value.items():
            choice = asking.choice_of(field, name)
            key = name if choice is None else choice.id
            found[names.part_name(field.id, key)] = _text(field, share, lang)
    elif field.kind == "shares":  # one choice alone is all of it
        choice = asking.choice_of(field, str(value))
        if choice is not None:
            found[names.part_name(field.id, choice.id)] = "100"
    elif isinstance(value, str) and asking.is_unknown(value):
        return {names.basis_name(field.id): names.UNKNOWN}
    else:
        found[names.value_name(field.id)] = _text(field, value, lang)
    unit = asking.unit_of(field, answer.unit) if answer.unit else None
    if unit is not None:
        found[names.unit_name(field.id)] = unit.id
    quality = asking.quality_of(answer.quality)
    if quality is not None:
        found[names.basis_name(field.id)] = str(quality)
    return found


def _text(field: Field, value: str | Decimal, lang: str) -> str:
    """Return a value as a person would have typed it; a number can be read in one way only."""
    if isinstance(value, Decimal):
        return typed(value, lang)
    choice = asking.choice_of(field, value) if field.kind == "choice" else None
    return value if choice is None else choice.id


def typed(value: Decimal, lang: str) -> str:
    """Return a number in digits as it is typed into the form.

    >>> typed(Decimal("1.234"), "sv")
    '1,2340'
    """
    text = f"{value.normalize():f}"
    whole, point, decimals = text.partition(".")
    if len(decimals) == _AMBIGUOUS_DECIMALS:
        decimals += "0"
    return whole + ("," if lang == "sv" else ".") + decimals if point else whole
