"""What a person sees of a questionnaire, and what a person's words mean in it.

Ids and both languages' labels are understood everywhere, so that a form, a file and a page may each
write what is natural there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from carbon import language
from carbon.farm import questionnaires
from carbon.farm.records import (
    Answer,
    Choice,
    Field,
    Need,
    Quality,
    Questionnaire,
    Text,
    UnitChoice,
)

SIGNIFICANT = 12  # digits that an answer has; what a spreadsheet adds behind them is noise


def fold(text: str) -> str:
    """Return a text as words are compared: no case, no doubled blanks, no full stop after."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain.rstrip(".").casefold()


def in_language(text: Text, lang: str) -> str:
    """Return a text in the reader's language."""
    return text.en if lang == "en" else text.sv


def by_section(questionnaire: Questionnaire) -> tuple[tuple[str, Text, tuple[Field, ...]], ...]:
    """Return the fields as they are shown: by section, and within it the needed ones first."""
    order = {Need.REQUIRED: 0, Need.IMPORTANT: 1, Need.OPTIONAL: 2}
    return tuple(
        (
            key,
            title,
            tuple(
                sorted(
                    (one for one in questionnaire.fields if one.section == key),
                    key=lambda one: order[one.need],
                )
            ),
        )
        for key, title in questionnaire.sections
    )


def is_unknown(text: str) -> bool:
    """Tell whether a text says "vet inte", in whatever words, or nothing."""
    return not text.strip() or fold(text) in _folded(questionnaires.rules().unknown)


def _folded(words: Iterable[str]) -> set[str]:
    return {fold(word) for word in words}


def unit_of(field: Field, text: str) -> UnitChoice | None:
    """Return the unit that a text names; the first one of the field for an empty text."""
    if not text.strip():
        return field.units[0] if field.units else None
    wanted = fold(text)
    for unit in field.units:
        if wanted in (fold(unit.id), fold(unit.label.sv), fold(unit.label.en)):
            return unit
    return None


def choice_of(field: Field, text: str) -> Choice | None:
    """Return the choice that a text names, None when it is none of them."""
    wanted = fold(text)
    for choice in field.choices:
        if wanted in (fold(choice.id), fold(choice.label.sv), fold(choice.label.en)):
            return choice
    return None


def quality_of(text: str) -> Quality | None:
    """Return what stands behind an answer; an estimate unless it says more, None when unknown."""
    if not text.strip():
        return Quality.ESTIMATE
    wanted = fold(text)
    for quality, label in questionnaires.rules().quality_label.items():
        if wanted in (quality.value, fold(label.sv), fold(label.en)):
            return quality
    return None


def product_of(questionnaire: Questionnaire, text: str) -> str | None:
    """Return the food that a text names: its id, alone or in brackets behind its name."""
    wanted = text.strip()
    if wanted.endswith(")") and "(" in wanted:
        wanted = wanted[wanted.rindex("(") + 1 : -1]
    folded = fold(wanted)
    return next((one for one in questionnaire.products if fold(one) == folded), None)


def shown_number(value: float | Decimal, lang: str) -> str:
    """Return a number as the reader writes it, with the four digits that matter."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not exact:
        return "0"
    decimals = max(0, 3 - exact.adjusted())
    text = language.number(exact, lang, min(decimals, SIGNIFICANT))
    mark = "." if lang == "en" else ","
    return text.rstrip("0").rstrip(mark) if mark in text else text


def shown(field: Field, answer: Answer, lang: str) -> str:
    """Return an answer as a reader sees it, in the field's own unit; empty when there is none."""
    value = answer.value
    if value is None:
        return ""
    if isinstance(value, str):
        return next((in_language(c.label, lang) for c in field.choices if c.id == value), value)
    if isinstance(value, (int, float)):
        unit = next((u for u in field.units if u.factor == 1 and u.times is None), None)
        label = in_language(unit.label, lang) if unit is not None else field.unit
        return f"{shown_number(value, lang)} {label}".strip()
    if isinstance(value, tuple):
        return f"{len(value)} {language.word('footprint-rows', lang)}"
    names = {choice.id: in_language(choice.label, lang) for choice in field.choices}
    parts = (f"{names[key]} {shown_number(share * 100, lang)} %" for key, share in value.items())
    return ", ".join(parts)
