"""The entries of procedure.yaml that stand in lists: one check, question or mark at a time.

Each needs who, when and why; a name that no offer carries is a problem.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from carbon.intake import procedure_records as records
from carbon.intake.yamlfields import Fields

_TIME = "2027-03-30T09:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that procedure.yaml may use."""

    suppliers: Sequence[str]
    lots: Sequence[str]


def needed(one: Fields, *keys: str) -> dict[str, str]:
    """Return texts that must be there; an empty one is as missing as none."""
    return {key: text_of(one, key) for key in keys}


def text_of(one: Fields, key: str) -> str:
    """Return a text that must be there."""
    text = one.text(key, required=True)
    if not text and one.content.get(key) is not None:
        one.wrong("tender-key-missing", key)
    return text


def day_of(one: Fields, key: str) -> str:
    """Return an ISO date that must be there."""
    day = one.date(key)
    if not day and one.content.get(key) == "":
        one.wrong("tender-key-missing", key)
    return day


def time_of(one: Fields, key: str) -> str:
    """Return an ISO date and time of day, without zone: the buyer's own clock."""
    text = text_of(one, key)
    if not text or text.startswith("<"):
        return ""  # told already
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or ":" not in text:
        one.wrong("tender-value", key, found=text, expected=_TIME)
        return ""
    return found.isoformat(timespec="minutes")


def yes_or_no(one: Fields, key: str) -> bool | None:
    """Return true, false, or None when it is not stated."""
    found = one.content.get(key)
    if found is None or isinstance(found, bool):
        return found
    one.wrong("tender-value", key, found=found, expected="true, false")
    return None


def supplier_of(one: Fields, known: Known, *, required: bool = True) -> str:
    """Return the name of a supplier, with a problem when no offer carries it."""
    given = one.content.get("supplier")
    if given in known.suppliers:
        return str(given)  # to the letter as in the offer, whatever it looks like
    name = text_of(one, "supplier") if required else one.text("supplier")
    if name and name not in known.suppliers and not name.startswith("<"):
        near = difflib.get_close_matches(name, known.suppliers, n=1)
        expected = near[0] if near else ", ".join(known.suppliers)
        one.wrong("procedure-supplier", "supplier", found=name, expected=expected)
    return name


def lot_of(one: Fields, known: Known, *, required: bool = False) -> str:
    """Return a lot of the tender, empty when none is named."""
    lot = text_of(one, "lot") if required else one.text("lot")
    if lot and lot not in known.lots:
        one.wrong("tender-value", "lot", found=lot, expected=", ".join(known.lots))
        return ""
    return lot


def check(one: Fields, known: Known) -> records.Check:
    """Return one check of one supplier."""
    one.only("supplier", "lot", "kind", "outcome", "reason", "provision", "who", "when")
    return records.Check(
        supplier=supplier_of(one, known),
        kind=one.choice("kind", records.CHECKS),
        outcome=one.choice("outcome", records.OUTCOMES),
        **needed(one, "reason", "provision", "who"),
        when=day_of(one, "when"),
        lot=lot_of(one, known),
        where=one.where(),
    )


def clarification(one: Fields, known: Known) -> records.Clarification:
    """Return one correction, clarification or completion."""
    texts = ("question", "answer", "field", "ground", "same_chance", "who")
    one.only("supplier", "lot", "line", "asked", "answered", "before", "after", *texts)
    return records.Clarification(
        supplier=supplier_of(one, known),
        lot=lot_of(one, known),
        line=one.text("line"),
        asked=day_of(one, "asked"),
        answered=day_of(one, "answered"),
        before=text_of(one, "before"),
        after=text_of(one, "after"),
        **needed(one, *texts),
        where=one.where(),
    )


def screened(one: Fields, known: Known) -> records.Screened:
    """Return one question about something low, with its answer and conclusion."""
    texts = ("question", "answer", "reason", "who")
    one.only("supplier", "lot", "kind", "asked", "answered", "conclusion", *texts)
    return records.Screened(
        supplier=supplier_of(one, known),
        lot=lot_of(one, known, required=True),
        kind=one.choice("kind", records.SCREENS),
        asked=day_of(one, "asked"),
        answered=day_of(one, "answered"),
        conclusion=one.choice("conclusion", records.CONCLUSIONS),
        **needed(one, *texts),
        where=one.where(),
    )


def verified(one: Fields, known: Known) -> records.Verified:
    """Return one statement that was checked."""
    texts = ("what", "why", "result", "who")
    one.only("supplier", "lot", "line", "when", *texts)
    return records.Verified(
        supplier=supplier_of(one, known),
        lot=lot_of(one, known),
        line=one.text("line"),
        **needed(one, *texts),
        when=day_of(one, "when"),
        where=one.where(),
    )


def mark(one: Fields, known: Known) -> records.Mark:
    """Return one secrecy mark."""
    one.only("supplier", "lot", "field", "ground", "reason", "description", "who", "when")
    return records.Mark(
        supplier=supplier_of(one, known),
        field=one.choice("field", records.MASKABLE),
        lot=lot_of(one, known),
        ground=one.choice("ground", records.GROUNDS),
        **needed(one, "reason", "description", "who"),
        when=day_of(one, "when"),
        where=one.where(),
    )
