"""A producer's answers as a YAML file: to keep, to hand in with an offer, to open again next year.

Answers stand in it as they were written, with unit and basis, so that nothing is lost on the way;
what they mean is read from the file exactly as from the page and the Excel form.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from carbon import language, yamlfile
from carbon.farm.records import HEADER, Questionnaire, RawAnswer

_LARGEST = 290  # power of ten; what is larger is no answer, and no number that YAML could write


def text(
    questionnaire: Questionnaire,
    raw: Mapping[str, RawAnswer],
    lang: str,
    digest: str = "",
    digest_of: Mapping[str, object] | None = None,
) -> str:
    """Return the file; `digest` is that of the footprint, empty where there is none yet.

    `digest_of` is what the digest was made of: with it, whoever computes the file again to another
    number can say what differs.
    """
    head = {name: _plain(raw[name].value) for name in HEADER if name in raw}
    content: dict[str, object] = {"questionnaire": questionnaire.id}
    content |= {"version": questionnaire.version, **head}
    if digest:
        content["digest"] = digest
    content["answers"] = {
        field.id: _answer(raw[field.id]) for field in questionnaire.fields if field.id in raw
    }
    if digest and digest_of:
        content["digest_of"] = digest_of
    said = language.word("answersfile-head", lang)
    return f"# {said}\n{yamlfile.dump(content)}"


def _answer(one: RawAnswer) -> dict[str, object]:
    found: dict[str, object] = {"value": _plain(one.value)}
    if one.unit:
        found["unit"] = one.unit
    if one.quality:
        found["quality"] = one.quality
    return found


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(row) for row in value]
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float | str:
    """Return a number as YAML's own, so that 1.234 is read as that and never as 1,234 or 1234."""
    if not value.is_finite() or value.adjusted() > _LARGEST:
        return str(value)
    whole = value == value.to_integral_value()
    return int(value) if whole else float(value)
