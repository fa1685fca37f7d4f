"""The words and looks of the producer's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from carbon import language
from carbon.farm import asking, numbertexts
from carbon.farm.records import Field, Need, Questionnaire, RawAnswer
from carbon.outputs.formats import BAND_FILL, GRID, HEADER_FILL, INK, INPUT_FILL, SOFT

_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
_CELL = {**_BASE, "border": 1, "border_color": GRID, "text_wrap": True}
_OPEN = {**_CELL, "locked": False}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {**_BASE, "font_size": 16, "bold": True, "font_color": HEADER_FILL},
    "soft": {**_BASE, "font_color": SOFT, "text_wrap": True},
    "hidden": {**_BASE, "font_color": SOFT, "num_format": ";;;"},  # there, and not shown
    "section": {**_BASE, "bold": True, "font_size": 12, "font_color": HEADER_FILL},
    "header": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": HEADER_FILL},
    "locked": {**_CELL, "bg_color": BAND_FILL},
    "help": {**_CELL, "font_color": SOFT},
    "open": _OPEN,
    "required": {**_OPEN, "bg_color": INPUT_FILL},
}


def split(field: Field, given: RawAnswer | None) -> RawAnswer | None:
    """Return an answer with its unit in its own cell, where it was written behind the number."""
    if given is None or given.unit or not isinstance(given.value, str):
        return given
    found = numbertexts.read(given.value) if field.kind == "number" else None
    if found is None or len(found.values) != 1 or found.about:
        return given
    unit = asking.unit_of(field, found.rest)
    return given if unit is None else replace(given, value=found.values[0], unit=unit.id)


def food_names(questionnaire: Questionnaire, lang: str) -> dict[str, str]:
    """Return the names of the foods that a questionnaire speaks for, from the library."""
    from carbon.library import load

    products = load.load().products
    return {
        one: products[one].name_en if lang == "en" else products[one].name_sv
        for one in questionnaire.products
    }


def default_text(field: Field, questionnaire: Questionnaire, lang: str) -> str:
    """Return what counts when a field is not answered, in words; empty when nothing does."""
    if field.need is Need.REQUIRED:
        return word("required", lang)
    default = field.default
    if default is None:
        if field.otherwise is not None:
            return word("default", lang, what=asking.in_language(field.otherwise, lang))
        return word("left-out", lang)
    if isinstance(default.value, str):
        chosen = asking.choice_of(field, default.value)
        label = "" if chosen is None else asking.in_language(chosen.label, lang)
        return word("default-shares" if field.kind == "shares" else "default", lang, what=label)
    what = f"{asking.shown_number(default.value, lang)} {_unit_label(field, lang)}".strip()
    if default.per is not None:
        other = next(one for one in questionnaire.fields if one.id == default.per)
        per, each = asking.in_language(other.label, lang), _unit_label(other, lang)
        what = word("default-per", lang, what=what, unit=each, per=per)
    return word("default", lang, what=what)


def _unit_label(field: Field, lang: str) -> str:
    unit = next((one for one in field.units if one.factor == 1 and one.times is None), None)
    return field.unit if unit is None else asking.in_language(unit.label, lang)


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the form."""
    return language.word(f"producer-form-{key}", lang, **values)
