"""One written answer, understood as far as it can be without the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from carbon.farm import asking, numbertexts
from carbon.farm.plausibility import Stated, judge, named
from carbon.farm.records import Field, Need, Quality, RawAnswer, UnitChoice
from carbon.problems import Problem, error, has_errors, shorten, warning

Row = Mapping[str, Decimal | str]
_HUNDRED = Decimal(100)  # percent
_MOST_DIGITS = 15  # before or behind the point
_ROUNDING = Decimal(1)  # percentage point that shares may miss the whole by


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What stands in an answer: a number in a unit, a choice, shares, rows, or nothing known."""

    value: Decimal | str | Mapping[str, Decimal] | tuple[Row, ...] | None
    where: str
    unit: UnitChoice | None = None
    quality: Quality = Quality.ESTIMATE
    given: str = ""

    @property
    def unknown(self) -> bool:
        """Nothing was answered, or "vet inte"."""
        return self.value is None


def parse(field: Field, raw: RawAnswer | None, place: str) -> tuple[Parsed, list[Problem]]:
    """Return one answer as it was meant, or what is wrong with it."""
    nothing = Parsed(value=None, where=place)
    if raw is None or (isinstance(raw.value, str) and asking.is_unknown(raw.value)):
        return nothing, []
    quality = asking.quality_of(raw.quality)
    if quality is None:
        texts = {"found": raw.quality, **named(field)}
        return nothing, [error("answer-quality-unknown", place, **texts)]
    kinds = {
        "number": _number,
        "choice": _choice,
        "shares": _shares,
        "rows": _rows,
        "text": _text,
    }
    value, unit, problems = kinds[field.kind](field, raw, place)
    parsed = Parsed(value=value, unit=unit, where=place, quality=quality, given=_given(raw, unit))
    return parsed, problems


def _given(raw: RawAnswer, unit: UnitChoice | None) -> str:
    """Return what was written, on one line, with the unit where there is one."""
    if isinstance(raw.value, (str, Decimal)):
        shown = str(raw.value) if unit is None else f"{raw.value} {unit.label.sv}"
        return shorten(shown)
    if isinstance(raw.value, Mapping):
        return shorten(", ".join(f"{key} {value}" for key, value in raw.value.items()))
    return str(len(raw.value))


_Outcome = tuple[
    Decimal | str | Mapping[str, Decimal] | tuple[Row, ...] | None,
    UnitChoice | None,
    list[Problem],
]


def _number(field: Field, raw: RawAnswer, place: str) -> _Outcome:
    if not isinstance(raw.value, (str, Decimal)):
        return None, None, [_no_number(field, str(raw.value), place)]
    value, rest, problems = number(field, raw.value, place)
    if value is None:
        return None, None, problems
    unit, wrong = _unit(field, raw.unit, rest, place)
    return (None, None, wrong) if unit is None else (value, unit, wrong)


def number(
    field: Field, text: str | Decimal, place: str
) -> tuple[Decimal | None, str, list[Problem]]:
    """Return a number and the words behind it, or the question to ask."""
    if isinstance(text, Decimal):
        if not _has_size(text):
            return None, "", [_no_number(field, str(text), place)]
        return text, "", []
    found = numbertexts.read(text)
    if not found.values or not all(map(_has_size, found.values)):
        return None, "", [_no_number(field, text, place)]
    if len(found.values) > 1:
        return None, "", [_two_ways(field, text, found.values, place)]
    if found.about:
        texts = {"found": text, "meant": f"{found.values[0]} {found.rest}".strip(), **named(field)}
        return None, "", [error("answer-about", place, **texts)]
    return found.values[0], found.rest, []


def _has_size(value: Decimal) -> bool:
    """Tell whether a number is one that anything on a farm could have."""
    return value.is_finite() and (not value or abs(value.adjusted()) <= _MOST_DIGITS)


def _no_number(field: Field, text: str, place: str) -> Problem:
    return error("answer-not-number", place, found=text, **named(field))


def _two_ways(field: Field, text: str, values: tuple[Decimal, ...], place: str) -> Problem:
    texts = {"found": text, **named(field)}
    for lang in ("sv", "en"):
        one, other = (asking.shown_number(value, lang) for value in values[:2])
        texts |= {f"one_{lang}": one, f"other_{lang}": other}
    return error("answer-number-two-ways", place, **texts)


def _unit(
    field: Field, chosen: str, beside: str, place: str
) -> tuple[UnitChoice | None, list[Problem]]:
    """Return the unit: chosen from the list, or written behind the number; never two of them."""
    unit = asking.unit_of(field, chosen or beside)
    if unit is None:
        return None, [_unknown_unit(field, chosen or beside, place)]
    if chosen and beside and asking.unit_of(field, beside) != unit:
        texts = {"found": beside, "expected": chosen, **named(field)}
        return None, [error("answer-two-units", place, **texts)]
    return unit, []


def _unknown_unit(field: Field, found: str, place: str) -> Problem:
    texts = {"found": found, **named(field)}
    for lang in ("sv", "en"):
        known = (asking.in_language(unit.label, lang) or unit.id for unit in field.units)
        texts[f"known_{lang}"] = ", ".join(known)
    return error("answer-unit-unknown", place, **texts)


def _choice(field: Field, raw: RawAnswer, place: str) -> _Outcome:
    found = asking.choice_of(field, str(raw.value)) if isinstance(raw.value, str) else None
    if found is None:
        return None, None, [_unknown_choice(field, str(raw.value), place)]
    return found.id, None, []


def _unknown_choice(field: Field, found: str, place: str) -> Problem:
    texts = {"found": found, **named(field)}
    for lang in ("sv", "en"):
        known = [asking.in_language(choice.label, lang) for choice in field.choices]
        texts[f"known_{lang}"] = "; ".join(_nearest_first(known, found))
    return error("answer-choice-unknown", place, **texts)


def _nearest_first(known: list[str], found: str) -> list[str]:
    """Return names with those that resemble what was written first: a message may be cut."""
    wanted = found.casefold()
    return sorted(known, key=lambda one: -SequenceMatcher(None, wanted, one.casefold()).ratio())


def _text(field: Field, raw: RawAnswer, place: str) -> _Outcome:
    if not isinstance(raw.value, (str, Decimal)):
        return None, None, [_no_number(field, str(raw.value), place)]
    return shorten(str(raw.value)), None, []


def _shares(field: Field, raw: RawAnswer, place: str) -> _Outcome:
    """Return shares of the whole; one choice alone is all of it."""
    if isinstance(raw.value, str):
        found = asking.choice_of(field, raw.value)
        if found is None:
            return None, None, [_unknown_choice(field, raw.value, place)]
        return {found.id: Decimal(1)}, None, []
    if not isinstance(raw.value, Mapping):
        return None, None, [_no_number(field, str(raw.value), place)]
    parts, problems = _parts(field, raw.value, place)
    total = sum(parts.values(), Decimal(0))
    if problems or not parts:
        return None, None, problems
    if abs(total - _HUNDRED) > _ROUNDING:
        texts = {"found": f"{total.normalize():f}", **named(field)}
        return None, None, [error("answer-shares", place, **texts)]
    return {key: part / total for key, part in parts.items() if part}, None, []


def _parts(
    field: Field, written: Mapping[str, str | Decimal], place: str
) -> tuple[dict[str, Decimal], list[Problem]]:
    parts: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for name, text in written.items():
        choice = asking.choice_of(field, name)
        if choice is None:
            problems.append(_unknown_choice(field, name, place))
        elif isinstance(text, Decimal) or not asking.is_unknown(text):
            value, rest, wrong = number(field, text, place)
            problems += wrong
            if value is not None and (value < 0 or rest not in ("", "%")):
                problems.append(_no_number(field, str(text), place))
            elif value is not None and choice.id in parts:
                problems.append(error("answer-twice", place, found=name))
            elif value is not None:
                parts[choice.id] = value
    # In the order of the choices: the order in which a file names them means nothing.
    return {one.id: parts[one.id] for one in field.choices if one.id in parts}, problems


def _rows(field: Field, raw: RawAnswer, place: str) -> _Outcome:
    if not isinstance(raw.value, tuple) or not raw.value:
        return None, None, [_no_number(field, str(raw.value), place)]
    rows: list[Row] = []
    problems: list[Problem] = []
    for position, written in enumerate(raw.value, start=1):
        row, wrong = _row(field, written, f"{place}[{position}]")
        problems += wrong
        if row:
            rows.append(row)
    if not has_errors(problems):
        problems += _sum(field, rows, place)
    return tuple(sorted(rows, key=str)), None, problems


def _row(
    field: Field, written: Mapping[str, str | Decimal], place: str
) -> tuple[Row, list[Problem]]:
    row: dict[str, Decimal | str] = {}
    problems: list[Problem] = []
    for name in sorted(set(written) - {column.id for column in field.columns}):
        known = ", ".join(column.id for column in field.columns)
        problems.append(warning("answer-field-unknown", place, found=name, expected=known))
    for column in field.columns:
        value = written.get(column.id, "")
        parsed, wrong = parse(column, RawAnswer(value=value), place)
        problems += wrong
        if isinstance(parsed.value, (Decimal, str)):
            row[column.id] = parsed.value
        elif column.need is Need.REQUIRED and not wrong:
            problems.append(error("answer-missing", place, **named(column)))
        if isinstance(parsed.value, Decimal):
            problems += judge(_alone(column, parsed, parsed.value))
    return row, problems


def _alone(column: Field, parsed: Parsed, number: Decimal) -> Stated:
    """Return a number of a row as it is judged: by itself."""
    size = Decimal(1) if parsed.unit is None else Decimal(repr(parsed.unit.factor))
    return Stated(
        field=column,
        number=number,
        unit=parsed.unit,
        size=size,
        where=parsed.where,
        numbers={},
    )


def _sum(field: Field, rows: list[Row], place: str) -> list[Problem]:
    """Ask about a recipe whose parts do not make the whole."""
    usual = field.sum
    if usual is None or usual.per is None:
        return []
    amounts = (row.get(usual.per, Decimal(0)) for row in rows)
    total = sum((one for one in amounts if isinstance(one, Decimal)), Decimal(0))
    if usual.low <= total <= usual.high:
        return []
    texts = {"found": f"{total.normalize():f}", "low": f"{usual.low:g}", "high": f"{usual.high:g}"}
    make = warning if total > 0 else error
    return [make("answer-rows-sum", place, **texts, **named(field))]
