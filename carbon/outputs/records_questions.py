"""The questions and the sensitivity of the protocol: what is low, and what the climate decided."""

from __future__ import annotations

from collections.abc import Iterator

from carbon import language
from carbon.outputs import screen_rule, terms
from carbon.outputs.citations import all_cited
from carbon.outputs.publication_page import Block, listed, text
from carbon.outputs.records_page import Shown, name
from carbon.outputs.tables import outside, words
from carbon.tender.lens.prices import LotLens
from carbon.tender.protocol import questions
from carbon.tender.protocol.questions import Question

_KRONOR = 2  # decimals of an amount in a sentence


def screening(shown: Shown) -> list[Block]:
    """Return the rule of the screens, what it asks, and what people asked and concluded."""
    procedure = shown.of.procedure
    assessment = shown.of.assessment
    rule = screen_rule.sentences(assessment.tender, assessment.library, shown.lang)
    blocks = [text(shown.word("screening-text")), listed(rule)]
    asked = questions.asked(shown.of.assessment)
    if asked:
        blocks.append(listed(_question(shown, one) for one in asked))
    else:
        blocks.append(text(shown.word("screening-none")))
    rows = [
        (
            outside(one.supplier, head=True),
            outside(one.lot),
            words(shown.word(f"screen-{one.kind}")),
            shown.told(f"{one.question} ({one.asked})", one.supplier, "screening", one.lot),
            shown.told(f"{one.answer} ({one.answered})", one.supplier, "screening", one.lot),
            words(shown.word(f"conclusion-{one.conclusion}")),
            shown.told(one.reason, one.supplier, "screening", one.lot),
            outside(one.who),
        )
        for one in procedure.screening
    ]
    heads = ("supplier", "lot", "what", "question", "answer", "conclusion", "reason", "who")
    if rows:
        blocks.append(shown.table("screening", heads, rows))
    if not shown.masks.marks:
        blocks += _slips(shown)
    return blocks


def _slips(shown: Shown) -> list[Block]:
    """Return the questions about slips; they name offers' own cells, so only the buyer has them."""
    found = questions.slips(shown.of.assessment)
    rows = [
        (
            outside(one.where, limit=terms.TEXT_LIMIT),
            outside(language.message(one, shown.lang), limit=terms.TEXT_LIMIT),
            outside(language.hint(one, shown.lang), limit=terms.TEXT_LIMIT),
        )
        for one in found
    ]
    if not rows:
        return [text(shown.word("slips-none"))]
    return [shown.table("slips", ("place", "found", "to-do"), rows)]


def _question(shown: Shown, one: Question) -> str:
    fields = ("price",) if one.kind == "price" else ("evidence", "line_footprints")
    if any(shown.mark(one.supplier, field, one.lot) for field in fields):
        return shown.word("question-masked", supplier=name(one.supplier), lot=name(one.lot))
    return question_text(one, shown.lang)


def question_text(one: Question, lang: str) -> str:
    """Return a question as it can be sent to the supplier, with its reply time."""
    return language.word(
        f"records-ask-{one.kind}",
        lang,
        supplier=name(one.supplier),
        lot=name(one.lot),
        line=name(one.line),
        found=language.number(one.found, lang, _KRONOR),
        reference=language.number(one.reference, lang, _KRONOR),
        limit=language.number(one.limit, lang, _KRONOR),
        days=one.reply_days,
        provision=all_cited(one.provisions, lang),
    )


def unanswered(shown: Shown) -> bool:
    """Tell whether the rule asks something that procedure.yaml has no answer to."""
    answered = {(one.supplier, one.lot, one.kind) for one in shown.of.procedure.screening}
    asked = questions.asked(shown.of.assessment)
    return any((one.supplier, one.lot, one.kind) not in answered for one in asked)


def sensitivity(shown: Shown) -> list[Block]:
    """Return the ranking without climate, switch prices, and what a disputed input is tried by."""
    blocks: list[Block] = []
    for lens in shown.of.lenses:
        lot = lens.result.lot
        blocks.append(text(terms.lot_heading(lot, shown.lang)))
        if _compared_in_secret(shown, lens):
            blocks.append(text(shown.word("sensitivity-masked")))
        else:
            blocks.append(listed([*without_climate(shown, lens), *_switches(shown, lens)]))
    blocks.append(text(shown.word("sensitivity-disputed")))
    return blocks


def _compared_in_secret(shown: Shown, lens: LotLens) -> bool:
    """Tell whether figures between the offers of a lot would give away what is masked."""
    offers = lens.result.ranking
    lot = lens.result.lot.id
    return any(shown.mark(offer.supplier, "comparison", lot) for offer in offers)


def without_climate(shown: Shown, lens: LotLens) -> Iterator[str]:
    """Yield who would have come first at c = 0, and what the choice cost per kg avoided."""
    zero = next((one for one in lens.at if one.trial.name == "zero"), None)
    announced = next((one for one in lens.at if one.trial.name == "announced"), None)
    if zero is None or announced is None:
        yield shown.word("sensitivity-nobody")
        return
    yield shown.word("at-zero", suppliers=", ".join(name(one) for one in zero.winners))
    if set(zero.winners) == set(announced.winners):
        yield shown.word("climate-same")
        return
    yield shown.word("climate-changed")
    if announced.sek_per_kg_avoided is not None:
        yield shown.word(
            "avoided",
            extra=language.number(announced.extra_sek, shown.lang, _KRONOR),
            kg=language.number(announced.avoided_kg, shown.lang, 1),
            per_kg=language.number(announced.sek_per_kg_avoided, shown.lang, _KRONOR),
        )


def _switches(shown: Shown, lens: LotLens) -> Iterator[str]:
    for pair in lens.result.switch_prices:
        names = {"first": name(pair.first), "second": name(pair.second)}
        if pair.sek_per_kg is None:
            yield shown.word("switch-never", **names)
        else:
            price = language.number(pair.sek_per_kg, shown.lang, _KRONOR)
            yield shown.word("switch", **names, price=price)
