"""The evaluation protocol, block by block; "saknas" stands where nobody stated the facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from carbon.intake.procedure_records import CHECKS
from carbon.outputs import law as law_texts
from carbon.outputs import records_closing as closing
from carbon.outputs import records_questions as asking
from carbon.outputs import records_results as results
from carbon.outputs.publication_page import Block, Page, Section, text
from carbon.outputs.records_page import Shown, moment, name, page, provision
from carbon.outputs.tables import Cell, outside, words
from carbon.tender.law.regime import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of the protocol, and what people still have to state in it."""

    key: str
    make: Callable[[Shown], list[Block]]
    lacks: Callable[[Shown], bool]
    wide: bool = False


def protocol(shown: Shown) -> Page:
    """Return the evaluation protocol for a reader."""
    missing = [one for one in PARTS if one.lacks(shown)]
    if missing:
        parts = ", ".join(shown.word(one.key) for one in missing)
        state = shown.word("protocol-incomplete", parts=parts)
    else:
        state = shown.word("protocol-complete")
    copy = shown.word("protocol-masked-copy") if shown.masks.marks else ""
    tender = shown.of.assessment.tender
    return page(
        shown,
        title=shown.word("protocol-title", title=name(tender.title)),
        lead=" ".join(one for one in (state, copy) if one),
        sections=[_section(one, shown) for one in PARTS],
    )


def _section(part: Part, shown: Shown) -> Section:
    blocks = part.make(shown)
    if part.lacks(shown):
        blocks = [shown.lacking(), *blocks]
    return shown.section(part.key, blocks, wide=part.wide)


def _identity(shown: Shown) -> list[Block]:
    of = shown.of
    tender, facts = of.assessment.tender, of.assessment.tender.procurement
    standing = None if of.review is None else of.review.standing
    value = shown.number(facts.value_sek)
    rows: list[tuple[str, Cell]] = [
        ("id-tender", outside(f"{tender.id}, {tender.title}")),
        ("id-buyer", outside(tender.buyer)),
        ("id-reference", outside(tender.reference or shown.word("missing"))),
        ("id-regime", words(_regime(standing, shown))),
        ("id-value", words(value)),
    ]
    rows += [
        ("id-notice", outside(f"{one.number}, {one.published}")) for one in of.procedure.notices
    ] or [("id-notice", words(shown.word("missing")))]
    published = shown.word("missing") if of.lock is None else of.lock.published
    rows += [
        ("id-published", outside(published)),
        ("id-deadline", words(moment(of.procedure.deadline) or shown.word("missing"))),
        ("id-pack", words(of.assessment.pack_sha256)),
        ("id-software", words(f"carbon {of.assessment.engine_version}")),
        ("id-library", words(of.assessment.library.edition)),
        ("id-run", words(moment(of.procedure.evaluated) or shown.word("missing"))),
        ("id-environment", words(of.environment)),
    ]
    return [shown.facts("identity", rows)]


def _regime(standing: Standing | None, shown: Shown) -> str:
    review = shown.of.review
    if standing is None or review is None:
        return shown.word("missing")
    return law_texts.regime(review, shown.lang)


def _no_identity(shown: Shown) -> bool:
    of = shown.of
    value = of.assessment.tender.procurement.value_sek
    return value is None or not of.procedure.notices or of.lock is None


def _opening(shown: Shown) -> list[Block]:
    opening = shown.of.procedure.opening
    if opening is None:
        return []
    who = ", ".join(name(one) for one in opening.who)
    rows = [
        (
            outside(one.supplier, head=True),
            words(moment(one.received) or shown.word("missing")),
            outside(one.file or shown.word("missing")),
            words(one.sha256 or shown.word("missing")),
        )
        for one in opening.tenders
    ]
    deadline = moment(shown.of.procedure.deadline) or shown.word("missing")
    return [
        text(shown.word("opening-text", when=moment(opening.when), deadline=deadline, who=who)),
        shown.table("opening", ("supplier", "received", "file", "sha256"), rows),
    ]


def _no_opening(shown: Shown) -> bool:
    opening = shown.of.procedure.opening
    return opening is None or not opening.tenders or not shown.of.procedure.deadline


def _people(shown: Shown) -> list[Block]:
    rows = [
        (
            outside(one.name, head=True),
            outside(one.role),
            outside(one.conflict, limit=400),
            words(one.when),
            outside(one.saw or shown.word("missing"), limit=400),
        )
        for one in shown.of.procedure.people
    ]
    return (
        [shown.table("people", ("name", "role", "conflict", "when", "saw"), rows)] if rows else []
    )


def _no_people(shown: Shown) -> bool:
    return not shown.of.procedure.people


def _checks(shown: Shown) -> list[Block]:
    rows = [
        (
            outside(one.supplier, head=True),
            outside(one.lot or shown.word("every-lot")),
            words(shown.word(f"check-{one.kind}")),
            words(shown.word(f"outcome-{one.outcome}")),
            shown.told(one.reason, one.supplier, "checks", one.lot),
            shown.told(provision(one.provision, shown.lang), one.supplier, "checks", one.lot),
            outside(f"{one.who}, {one.when}"),
        )
        for one in shown.of.procedure.checks
    ]
    heads = ("supplier", "lot", "check", "outcome", "reason", "provision", "who")
    return [shown.table("checks", heads, rows)] if rows else []


def _no_checks(shown: Shown) -> bool:
    made = {(one.supplier, one.kind) for one in shown.of.procedure.checks}
    refused = {o.supplier for o in shown.of.procedure.checks if o.outcome == "failed"}
    return any(
        (supplier, kind) not in made
        for supplier in shown.of.suppliers
        for kind in CHECKS
        if supplier not in refused
    )


def _clarifications(shown: Shown) -> list[Block]:
    blocks = []
    for one in shown.of.procedure.clarifications:
        place = " ".join(part for part in (one.lot, one.line) if part)
        hidden = (one.supplier, "clarifications", one.lot)
        rows = [
            ("h-supplier", outside(one.supplier)),
            ("h-line", outside(place or shown.word("every-lot"))),
            ("h-question", shown.told(f"{one.question} ({one.asked})", *hidden)),
            ("h-answer", shown.told(f"{one.answer} ({one.answered})", *hidden)),
            ("h-field", shown.told(one.field, *hidden)),
            ("h-before", shown.told(one.before, *hidden)),
            ("h-after", shown.told(one.after, *hidden)),
            ("h-ground", outside(provision(one.ground, shown.lang))),
            ("h-same-chance", outside(one.same_chance, limit=400)),
            ("h-who", outside(one.who)),
        ]
        blocks.append(shown.facts("clarification", rows))
    return blocks or [text(shown.word("clarifications-none"))]


def _verification(shown: Shown) -> list[Block]:
    rows = [
        (
            outside(one.supplier, head=True),
            outside(" ".join(part for part in (one.lot, one.line) if part) or "–"),
            shown.told(one.what, one.supplier, "verification", one.lot),
            shown.told(one.why, one.supplier, "verification", one.lot),
            shown.told(one.result, one.supplier, "verification", one.lot),
            outside(f"{one.who}, {one.when}"),
        )
        for one in shown.of.procedure.verification
    ]
    heads = ("supplier", "line", "verified", "why", "result", "who")
    return [shown.table("verification", heads, rows)] if rows else []


def _no_verification(shown: Shown) -> bool:
    return not shown.of.procedure.verification


def _never(shown: Shown) -> bool:
    return False


PARTS = (
    Part(key="identity", make=_identity, lacks=_no_identity),
    Part(key="opening", make=_opening, lacks=_no_opening),
    Part(key="people", make=_people, lacks=_no_people),
    Part(key="checks", make=_checks, lacks=_no_checks),
    Part(key="clarifications", make=_clarifications, lacks=_never),
    Part(key="inputs", make=results.inputs, lacks=_never, wide=True),
    Part(key="verification", make=_verification, lacks=_no_verification),
    Part(key="results", make=results.results, lacks=_never),
    Part(key="screening", make=asking.screening, lacks=asking.unanswered),
    Part(key="sensitivity", make=asking.sensitivity, lacks=_never),
    Part(key="decision", make=closing.decision, lacks=closing.no_decision),
    Part(key="notices", make=closing.notices, lacks=closing.no_notices),
    Part(key="secrecy", make=closing.secrecy, lacks=_never),
    Part(key="reproduction", make=closing.reproduction, lacks=_never),
)
