"""procedure.yaml: what people did and decided after publication, strictly read.

The file stands apart from tender.yaml, which the lock freezes. A person, a time or a reason that is
missing is a problem; a part that is not written at all is simply not there yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from carbon import yamlfile
from carbon.intake import procedure_records as records
from carbon.intake import procedureentries as entries
from carbon.intake.procedure_records import Procedure
from carbon.intake.tender_records import Tender
from carbon.intake.yamlfields import Fields, opened
from carbon.problems import Problem

FILE = "procedure.yaml"
_KEYS = ("deadline", "notices", "opening", "people", "checks", "clarifications", "screening",
         "verification", "decision", "notification", "secrecy", "review_case",
         "evaluated")  # fmt: skip
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_OPENERS = 2  # LOU 12:10


def read_procedure(
    folder: Path, tender: Tender, suppliers: Sequence[str]
) -> tuple[Procedure | None, list[Problem]]:
    """Return the procedure of a tender folder, or None when there is no file or no reading it.

    `suppliers` are the names that the offers carry; any other name is a problem. Every problem
    comes at once, and what could be read is returned beside them.
    """
    path = folder / FILE
    if not path.exists():
        return None, []
    fields, problems = opened(path, FILE)
    if fields is None:
        return None, problems
    fields.only(*_KEYS)
    names = [*suppliers, *_listed(fields)]  # a late tender is on the list and in no evaluation
    known = entries.Known(suppliers=names, lots=[lot.id for lot in tender.lots])
    made = _procedure(fields, known, hashlib.sha256(path.read_bytes()).hexdigest())
    return made, fields.problems


def _procedure(fields: Fields, known: entries.Known, sha256: str) -> Procedure:
    sent = fields.inner("notification")
    if sent is not None:
        sent.only("court", "sent")
    return Procedure(
        deadline=entries.time_of(fields, "deadline")
        if fields.content.get("deadline") is not None
        else "",
        evaluated=entries.time_of(fields, "evaluated")
        if fields.content.get("evaluated") is not None
        else "",
        notices=tuple(_notice(one) for one in fields.each("notices")),
        opening=_opening(fields, known),
        people=tuple(_official(one) for one in fields.each("people")),
        checks=tuple(entries.check(one, known) for one in fields.each("checks")),
        clarifications=tuple(
            entries.clarification(one, known) for one in fields.each("clarifications")
        ),
        screening=tuple(entries.screened(one, known) for one in fields.each("screening")),
        verification=tuple(entries.verified(one, known) for one in fields.each("verification")),
        decision=_decision(fields, known),
        notification=tuple(_sent(one, known) for one in sent.each("sent")) if sent else (),
        court=sent.text("court") if sent else "",
        secrecy=tuple(entries.mark(one, known) for one in fields.each("secrecy")),
        review_case=entries.yes_or_no(fields, "review_case"),
        sha256=sha256,
    )


def _listed(fields: Fields) -> list[str]:
    """Return the names on the certified list of the opening, before it is read."""
    opening = fields.content.get("opening")
    tenders = opening.get("tenders") if isinstance(opening, yamlfile.YamlMapping) else None
    found = tenders if isinstance(tenders, list) else []
    return [str(one.get("supplier", "")) for one in found if isinstance(one, yamlfile.YamlMapping)]


def _notice(one: Fields) -> records.Notice:
    one.only("number", "published")
    return records.Notice(
        **entries.needed(one, "number"),
        published=entries.day_of(one, "published"),
        where=one.where(),
    )


def _opening(fields: Fields, known: entries.Known) -> records.Opening | None:
    one = fields.inner("opening")
    if one is None:
        return None
    one.only("when", "who", "tenders")
    return records.Opening(
        when=entries.time_of(one, "when"),
        who=_openers(one),
        tenders=_distinct(one, tuple(_received(each, known) for each in one.each("tenders"))),
        where=one.where(),
    )


def _openers(one: Fields) -> tuple[str, ...]:
    found = one.value("who", default=[], required=True)
    names = [str(name).strip() for name in found] if isinstance(found, list) else []
    people = tuple(dict.fromkeys(name for name in names if name))
    if len({name.casefold() for name in people}) < _OPENERS:
        one.wrong("procedure-two-persons", "who", found=", ".join(people) or "-")
    return people


def _distinct(one: Fields, tenders: tuple[records.Received, ...]) -> tuple[records.Received, ...]:
    seen: set[tuple[str, str]] = set()
    for tender in tenders:
        key = (tender.supplier, tender.file)
        if key in seen:
            one.wrong("tender-twice", "tenders", found=tender.supplier)
        seen.add(key)
    return tenders


def _received(one: Fields, known: entries.Known) -> records.Received:
    one.only("supplier", "received", "file", "sha256")
    sha256 = one.text("sha256").lower()
    if sha256 and not _SHA256.match(sha256):
        one.wrong("tender-value", "sha256", found=sha256, expected="64 x 0-9 a-f")
    return records.Received(
        supplier=entries.supplier_of(one, known),
        received=entries.time_of(one, "received"),
        file=one.text("file"),
        sha256=sha256,
        where=one.where(),
    )


def _official(one: Fields) -> records.Official:
    one.only("name", "role", "conflict", "when", "saw")
    needed = entries.needed(one, "name", "role", "conflict")
    return records.Official(
        **needed, when=entries.day_of(one, "when"), saw=one.text("saw"), where=one.where()
    )


def _decision(fields: Fields, known: entries.Known) -> records.AwardDecision | None:
    one = fields.inner("decision")
    if one is None:
        return None
    one.only("when", "who", "mandate", "awards")
    awards = tuple(_award(each, known) for each in one.each("awards"))
    lots = [award.lot for award in awards]
    for lot in sorted({lot for lot in lots if lots.count(lot) > 1}):
        one.wrong("tender-twice", "awards", found=lot)
    if not awards:
        one.wrong("tender-key-missing", "awards")
    return records.AwardDecision(
        when=entries.day_of(one, "when"),
        **entries.needed(one, "who", "mandate"),
        awards=awards,
        where=one.where(),
    )


def _award(one: Fields, known: entries.Known) -> records.Award:
    one.only("lot", "supplier", "reason")
    return records.Award(
        lot=entries.lot_of(one, known, required=True),
        supplier=entries.supplier_of(one, known, required=False),
        reason=entries.text_of(one, "reason"),
        where=one.where(),
    )


def _sent(one: Fields, known: entries.Known) -> records.Sent:
    one.only("supplier", "when", "how", "to")
    return records.Sent(
        supplier=entries.supplier_of(one, known),
        when=entries.day_of(one, "when"),
        how=one.choice("how", records.WAYS),
        to=entries.text_of(one, "to"),
        where=one.where(),
    )
