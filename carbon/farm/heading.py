"""What a submission says beside its fields: which food, whose, where, when, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon.farm import asking, questionnaires
from carbon.farm.records import Questionnaire, RawAnswer
from carbon.problems import Problem, error, note, shorten, warning

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+)?\Z")
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a submission."""

    product: str
    name: str
    producer: str
    place: str
    year: int
    tender: str | None
    evidence: tuple[str, ...]


def read(
    questionnaire: Questionnaire, raw: Mapping[str, RawAnswer], where: str
) -> tuple[Heading | None, list[Problem]]:
    """Return the head, or None and what is wrong with it."""
    product, problems = _product(questionnaire, raw, where)
    year, wrong = _year(questionnaire, raw, where)
    problems += wrong
    texts = {name: _text(raw, name) for name in ("name", "producer", "place", "tender")}
    for name in ("producer", "place"):
        if not texts[name]:
            problems.append(warning(f"answers-{name}-missing", _place(raw, name, where)))
    if product is None or year is None:
        return None, problems
    kept = re.split(r"[;\n]", _text(raw, "evidence", whole=True))
    heading = Heading(
        product=product,
        name=texts["name"],
        producer=texts["producer"],
        place=texts["place"],
        year=year,
        tender=texts["tender"] or None,
        evidence=tuple(shorten(one, _NAME_LIMIT) for one in kept if one.strip()),
    )
    return heading, problems


def _text(raw: Mapping[str, RawAnswer], name: str, *, whole: bool = False) -> str:
    """Return a text of the head, on one line, except where its lines mean something."""
    found = raw.get(name)
    if found is None or not isinstance(found.value, (str, Decimal)):
        return ""
    text = str(found.value)
    if asking.is_unknown(text):
        return ""
    return text if whole else shorten(text, _NAME_LIMIT)


def _place(raw: Mapping[str, RawAnswer], name: str, where: str) -> str:
    found = raw.get(name)
    if found is not None and found.where:
        return found.where
    return f"{where}: {name}" if where else name


def _product(
    questionnaire: Questionnaire, raw: Mapping[str, RawAnswer], where: str
) -> tuple[str | None, list[Problem]]:
    place = _place(raw, "product", where)
    text = _text(raw, "product")
    first = questionnaire.products[0]
    if not text:
        return first, [note("answers-product-missing", place, found=first)]
    found = asking.product_of(questionnaire, text)
    if found is None:
        known = ", ".join(questionnaire.products)
        texts = {"found": text, "expected": known}
        return None, [error("answers-product-unknown", place, **texts)]
    return found, []


def _year(
    questionnaire: Questionnaire, raw: Mapping[str, RawAnswer], where: str
) -> tuple[int | None, list[Problem]]:
    """Return the year; the questionnaire's own year is the newest, so that no clock is asked."""
    place, text = _place(raw, "year", where), _text(raw, "year")
    if not text:
        return None, [error("answers-year-missing", place)]
    newest = int(questionnaire.version.split(".")[0])
    if not _YEAR.match(text):
        return None, [error("answers-year-unknown", place, found=text, expected=newest - 1)]
    year = int(text[:4])
    if year > newest:
        return None, [error("answers-year-later", place, found=year, expected=newest)]
    if year < newest - questionnaires.rules().oldest_year:
        return year, [warning("answers-year-old", place, found=year, expected=newest - 1)]
    return year, []
