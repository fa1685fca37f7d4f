"""The auditors' page: what auditors ask (lou.md 5.4), each answered from the data or as missing."""

from __future__ import annotations

from carbon import language
from carbon.intake.tender_records import Person
from carbon.outputs import law as law_texts
from carbon.outputs import terms
from carbon.outputs.publication_page import Block, Page, formula, listed, text
from carbon.outputs.records_annex import contract_terms
from carbon.outputs.records_closing import COMMAND, result_sha256
from carbon.outputs.records_page import Shown, name, page
from carbon.outputs.records_questions import without_climate
from carbon.outputs.tables import outside, words
from carbon.tender import models

_SET_BY = "evaluation"  # the part of tender.yaml that people.decided names


def audit(shown: Shown) -> Page:
    """Return the auditors' page; it is the buyer's own and masks nothing."""
    tender = shown.of.assessment.tender
    return page(
        shown,
        title=shown.word("audit-title", title=name(tender.title)),
        lead=shown.word("audit-lead"),
        sections=[
            shown.section("audit-price", _who_chose(shown)),
            shown.section("audit-climate", _did_climate_decide(shown)),
            shown.section("audit-follow-up", _follow_up(shown)),
            shown.section("audit-again", _again(shown)),
            shown.section("audit-factors", _who_can_change(shown)),
            shown.section("audit-value", _value(shown)),
            shown.section("audit-law", _law(shown)),
            shown.section("audit-documents", _documents(shown)),
        ],
    )


def _who_chose(shown: Shown) -> list[Block]:
    tender = shown.of.assessment.tender
    rule = tender.evaluation
    prices = [
        shown.word(
            "letter-price",
            lot=name(lot.id),
            price=terms.reader_decimal(models.carbon_price(rule, lot.id), shown.lang),
        )
        for lot in tender.lots
    ]
    people = tender.procurement.people
    blocks = [
        listed(prices),
        text(shown.word("audit-reason", reason=terms.shown(rule.carbon_price_reason))),
    ]
    if people:
        rows = [
            (
                outside(one.name, head=True),
                outside(one.role),
                outside(one.decided, limit=terms.TEXT_LIMIT),
                words(one.when),
            )
            for one in people
        ]
        blocks.append(shown.table("audit-people", ("name", "role", "decided", "when"), rows))
    return [*blocks, text(_before_tenders(shown, people))]


def _before_tenders(shown: Shown, people: tuple[Person, ...]) -> str:
    """Return whether the price was set and published before any tender could be known."""
    of = shown.of
    set_on = [one.when for one in people if _SET_BY in one.decided and one.when]
    opened = of.procedure.deadline
    if not set_on or of.lock is None or not opened:
        return shown.word("audit-when-unknown")
    dates = {"set": max(set_on), "published": of.lock.published, "deadline": opened}
    before = max(dates["set"], dates["published"]) < opened[:10]
    return shown.word("audit-before" if before else "audit-not-before", **dates)


def _did_climate_decide(shown: Shown) -> list[Block]:
    blocks = []
    for lens in shown.of.lenses:
        lot = lens.result.lot
        blocks.append(text(terms.lot_heading(lot, shown.lang)))
        blocks.append(listed(without_climate(shown, lens)))
    return blocks


def _follow_up(shown: Shown) -> list[Block]:
    return [*contract_terms(shown), text(shown.word("audit-no-register"))]


def _again(shown: Shown) -> list[Block]:
    of = shown.of
    return [
        text(shown.word("reproduction-text")),
        formula(COMMAND.format(folder=shown.word("folder"), out=shown.word("out"))),
        shown.facts(
            "hashes",
            [
                ("hash-pack", words(of.assessment.pack_sha256)),
                ("hash-result", words(result_sha256(shown))),
                ("id-library", words(of.assessment.library.edition)),
                ("id-software", words(f"carbon {of.assessment.engine_version}")),
                ("id-environment", words(of.environment)),
            ],
        ),
    ]


def _who_can_change(shown: Shown) -> list[Block]:
    of = shown.of
    if of.lock is None:
        return [text(shown.word("audit-no-lock")), _roles(shown)]
    return [
        text(shown.word("audit-lock", when=of.lock.published, library=name(of.lock.library))),
        text(shown.word("audit-changes", count=len(of.lock.history))),
        _roles(shown),
    ]


def _roles(shown: Shown) -> Block:
    people = shown.of.procedure.people
    if not people:
        return shown.lacking("audit-no-roles")
    return listed(f"{name(one.name)}: {name(one.role)}" for one in people)


def _value(shown: Shown) -> list[Block]:
    facts, review = shown.of.assessment.tender.procurement, shown.of.review
    standing = None if review is None else review.standing
    lines = [
        shown.word("audit-estimate", value=shown.number(facts.value_sek)),
        shown.word("audit-same-kind", value=shown.number(facts.same_kind_sek)),
        shown.word(
            "audit-split", reason=terms.shown(facts.split_reason) or shown.word("audit-no-split")
        ),
    ]
    if standing is not None and review is not None:
        lines.append(law_texts.regime(review, shown.lang))
    return [listed(lines)]


def _law(shown: Shown) -> list[Block]:
    review = shown.of.review
    if review is None:
        return [shown.lacking()]
    rows = []
    for one in review.findings:
        answer = shown.word("audit-unanswered")
        if one.override is not None:
            answer = f"{one.override.who}: {one.override.why}"
        rows.append(
            (
                words(one.rule.id),
                words(language.word(f"law-severity-{one.severity}", shown.lang)),
                outside(law_texts.place(one.place, shown.lang), limit=terms.TEXT_LIMIT),
                outside(one.rule.why[shown.lang], limit=terms.TEXT_LIMIT),
                outside(answer, limit=terms.TEXT_LIMIT),
            )
        )
    blocks = [text(language.word("law-proves-nothing", shown.lang))]
    if not rows:
        return [*blocks, text(shown.word("audit-no-finding"))]
    return [*blocks, shown.table("audit-law", ("rule", "weight", "place", "why", "override"), rows)]


def _documents(shown: Shown) -> list[Block]:
    return [listed(shown.word(f"audit-has-{key}") for key in ("pack", "offers", "records", "not"))]
