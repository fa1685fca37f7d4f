"""The questionnaires of factors/farm/questionnaires, read and checked as a whole.

A field that several product types share stands in common.yaml and is taken with `use:`; units stand
in units.yaml with what they measure, so that each unit of each field is proved to fit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carbon import resources, yamlfile
from carbon.farm import soundness, unitchoices
from carbon.farm.records import (
    Case,
    Check,
    Choice,
    Default,
    Field,
    Least,
    Lower,
    Need,
    Plausible,
    Quality,
    Questionnaire,
    Text,
)
from carbon.library.records import Stage
from carbon.problems import LibraryError

FOLDER = "farm/questionnaires"
COMMON, UNITS = "common.yaml", "units.yaml"
METHOD = "carbon-method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every questionnaire."""

    quality_gsd: Mapping[Quality, float]  # of an answer that was given
    quality_label: Mapping[Quality, Text]
    unknown: frozenset[str]  # words for "I do not know", without case
    beyond: float  # so many times outside the usual range, a number is a slip and no farm
    oldest_year: int  # years before the questionnaire's own that are not asked about
    mainly: float  # share of a flow that a default answer must move to make it a default
    interval_z: float  # standard deviations on either side of a 95 % interval
    decimals: int  # of kg CO2e, as the engine rounds
    change: float  # relative change of an answer that a lever shows


@cache
def load() -> Mapping[str, Questionnaire]:
    """Return all questionnaires by id. LibraryError when one contradicts itself."""
    folder = resources.factors_folder() / FOLDER
    found = {
        path.stem: _questionnaire(path.name)
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in (COMMON, UNITS)
    }
    wrong = [one for made in found.values() for one in soundness.faults(made)]
    if wrong:
        raise LibraryError("; ".join(wrong))
    return found


def get(questionnaire: str) -> Questionnaire | None:
    """Return one questionnaire, None when there is none of that id."""
    return load().get(questionnaire)


@cache
def rules() -> Rules:
    """Return what holds for every questionnaire."""
    common = _content(COMMON)
    return Rules(
        quality_gsd={Quality(key): float(one["gsd"]) for key, one in common["qualities"].items()},
        quality_label={Quality(key): _text(one) for key, one in common["qualities"].items()},
        unknown=frozenset(str(one).casefold() for one in common["unknown"]),
        beyond=float(common["beyond"]["factor"]),
        oldest_year=int(common["years"]["oldest"]),
        mainly=float(common["mainly"]["share"]),
        interval_z=float(common["interval"]["z"]),
        decimals=int(common["rounding"]["decimals"]),
        change=float(common["lever"]["change"]),
    )


@cache
def _content(name: str) -> Mapping[str, Any]:
    content, problems = yamlfile.read(resources.factors_folder() / FOLDER / name)
    if problems or not isinstance(content, dict):
        raise LibraryError(f"{FOLDER}/{name} cannot be read: {problems}")
    return content


def _questionnaire(name: str) -> Questionnaire:
    content = _content(name)
    try:
        return _made(content, name)
    except (KeyError, TypeError, ValueError) as wrong:
        raise LibraryError(f"{FOLDER}/{name}: {wrong!r}") from wrong


def _made(content: Mapping[str, Any], name: str) -> Questionnaire:
    entries = [_entry(one) for one in content["fields"]]
    canonical = {str(one["id"]): str(one.get("unit", "number")) for one in entries}
    fields = tuple(_field(one, canonical, f"{name}: {one['id']}") for one in entries)
    band = content["band"]
    used = {one.section for one in fields}
    return Questionnaire(
        id=str(content["id"]),
        version=str(content["version"]),
        title=_text(content["title"]),
        products=tuple(str(one) for one in content["products"]),
        stages=tuple(Stage(one) for one in content["stages"]),
        fields=fields,
        sections=tuple(
            (key, _text(entry))
            for key, entry in _content(COMMON)["sections"].items()
            if key in used
        ),
        band_kg_co2e_per_kg=(float(band["low"]), float(band["high"])) if band else None,
        band_source=f"{band['source']}: {band['locator']}" if band else "",
        where=f"{FOLDER}/{name}",
        checks=tuple(_check(one) for one in content.get("checks", ())),
    )


def _check(entry: Mapping[str, Any]) -> Check:
    of = {str(key): float(value) for key, value in entry["of"].items()}
    return Check(
        most=str(entry["most"]),
        of=of,
        question=_text(entry["question"]),
        stop=bool(entry.get("stop", True)),
    )


def _entry(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field as written, over the common field that it uses."""
    if "use" not in written:
        return dict(written)
    used = str(written["use"])
    common = {"id": used, **_content(COMMON)["fields"][used]}
    return {**common, **{key: value for key, value in written.items() if key != "use"}}


def _text(entry: Mapping[str, Any]) -> Text:
    return Text(sv=str(entry["sv"]), en=str(entry["en"]))


def _field(entry: Mapping[str, Any], canonical: Mapping[str, str], where: str) -> Field:
    unit = str(entry.get("unit", ""))
    columns = entry.get("columns", ())
    return Field(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        need=Need(entry["need"]),
        label=_text(entry["label"]),
        help=_text(entry["help"]),
        found=_text(entry["found"]),
        unit=unit,
        units=unitchoices.of_field(
            entry.get("units", ()), unit, canonical, _content(UNITS), _why, where
        ),
        choices=_choices(entry.get("choices", {})),
        columns=tuple(_field(one, {}, f"{where}.{one['id']}") for one in columns),
        plausible=tuple(_plausible(one) for one in entry.get("plausible", ())),
        default=_default(entry.get("default"), where),
        zero_allowed=bool(entry.get("zero_allowed", True)),
        section=str(entry.get("section", "")),
        limits=_plausible(entry["limits"]) if entry.get("limits") else None,
        otherwise=_text(entry["otherwise"]) if entry.get("otherwise") else None,
        sum=_plausible(entry["sum"]) if entry.get("sum") else None,
        cases=tuple(_case(one) for one in entry.get("cases", ())),
    )


def _case(entry: Mapping[str, Any]) -> Case:
    return Case(
        products=tuple(str(one) for one in entry["products"]),
        plausible=tuple(_plausible(one) for one in entry.get("plausible", ())),
        limits=_plausible(entry["limits"]) if entry.get("limits") else None,
    )


def _choices(written: object) -> tuple[Choice, ...]:
    entries = _content(COMMON)["choices"][written] if isinstance(written, str) else written
    if not isinstance(entries, Mapping):
        raise TypeError("choices are no mapping")
    return tuple(Choice(id=str(key), label=_text(entry)) for key, entry in entries.items())


def _plausible(entry: Mapping[str, Any]) -> Plausible:
    per = entry.get("per", entry.get("of"))
    above_zero = entry.get("above_zero")
    return Plausible(
        low=float(entry["low"]),
        high=float(entry["high"]),
        per=None if per is None else str(per),
        above_zero=None if above_zero is None else float(above_zero),
    )


def _why(written: object) -> str:
    """Return a reason in full: the common one of that name, or the words themselves."""
    return str(_content(COMMON)["reasons"].get(str(written), written))


def _default(entry: Mapping[str, Any] | None, where: str) -> Default | None:
    if entry is None:
        return None
    value = entry["value"]
    per = entry.get("per")
    return Default(
        value=value if isinstance(value, str) else float(value),
        gsd=float(entry["gsd"]),
        per=None if per is None else str(per),
        reason=_why(entry["why"]),
        source=str(entry.get("source", METHOD)),
        locator=str(entry.get("locator", where)),
        least=_least(entry["least"]) if entry.get("least") else None,
        lower=_lower(entry["lower"]) if entry.get("lower") else None,
    )


def _least(entry: Mapping[str, Any]) -> Least:
    return Least(value=float(entry["value"]), per=str(entry["per"]))


def _lower(entry: Mapping[str, Any]) -> Lower:
    return Lower(
        value=float(entry["value"]),
        of=str(entry["of"]),
        per=str(entry["per"]),
        below=float(entry["below"]),
    )
