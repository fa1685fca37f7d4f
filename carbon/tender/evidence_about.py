"""What the officer is told and asked of a producer's file: whose it is, for what, what it leaves.

Nothing here changes a figure. The file names its producer, its place and its food itself; whether
they are those of the offer is for people to judge.
"""

from __future__ import annotations

from carbon.farm.records import Answers, Quality
from carbon.problems import Problem, shorten
from carbon.tender.evidence_terms import Case

_PEAT = "peat_share"  # without an answer no emission of drained peat is counted
_SHOWN = 200  # characters of a stranger's text in a message


def told(case: Case, answers: Answers) -> list[Problem]:
    """Return who and what a producer's file is about, and what in it does not fit the offer."""
    who, place = (shorten(one, _SHOWN) or "-" for one in (answers.producer, answers.place))
    what = shorten(answers.name or answers.product, _SHOWN)
    found = [case.told("evidence-from", company=who, place=place, found=what)]
    if answers.product != case.product.id:
        other = {"found": answers.product, "expected": case.product.id}
        found.append(case.asked("evidence-near-food", **other))
    if answers.tender and answers.tender != case.tender.id:
        other = {"found": answers.tender, "expected": case.tender.id}
        found.append(case.asked("evidence-other-tender", **other))
    places = _places(case)
    if answers.place and places and not any(_same(answers.place, one) for one in places):
        origin = shorten(", ".join(places), _SHOWN)
        found.append(case.asked("evidence-other-place", found=place, expected=origin))
    return [*found, *_peat(case, answers)]


def _places(case: Case) -> tuple[str, ...]:
    """Return the places that the offer states as origin; none where it states none."""
    stated = (case.offered.origin_place, *(one.place for one in case.offered.origins))
    return tuple(dict.fromkeys(one for one in stated if one))


def _same(one: str, other: str) -> bool:
    """Tell whether two spellings share a name of a place: "Leksand", "Leksand, Dalarna"."""
    return bool(_names(one) & _names(other))


def _names(place: str) -> set[str]:
    return {part.strip().casefold() for part in place.split(",") if part.strip()}


def _peat(case: Case, answers: Answers) -> list[Problem]:
    """Return a note for land of which nobody knows whether it is peat: none is counted."""
    given = answers.answers.get(_PEAT)
    if given is None or given.quality is not Quality.DEFAULT:
        return []
    (label,) = (one.label for one in answers.questionnaire.fields if one.id == _PEAT)
    return [case.told("evidence-peat-unknown", found_sv=label.sv, found_en=label.en)]
