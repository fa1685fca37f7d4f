"""The last blocks of the protocol: decision, notices and standstill, secrecy, reproduction."""

from __future__ import annotations

import hashlib

from carbon import language
from carbon.outputs import result as results
from carbon.outputs import terms
from carbon.outputs.citations import all_cited
from carbon.outputs.publication_page import Block, formula, listed, text
from carbon.outputs.records_page import Shown, ground, name, provision
from carbon.outputs.tables import Cell, outside, words
from carbon.tender.protocol import standstill
from carbon.tender.protocol.award import LotAward, Rejection
from carbon.tender.protocol.standstill import Standstill

COMMAND = "carbon evaluate {folder} --out {out} --records"


def decision(shown: Shown) -> list[Block]:
    """Return who decided what by which mandate, each lot's winner, the rejected and why."""
    made = shown.of.procedure.decision
    if made is None:
        return []
    blocks = [
        text(shown.word("decision-text", when=made.when, who=name(made.who),
                        mandate=name(made.mandate)))
    ]  # fmt: skip
    for lot in shown.of.awards:
        blocks.append(listed(_lot(shown, lot)))
    blocks.append(text(shown.word("signature")))
    return blocks


def _lot(shown: Shown, lot: LotAward) -> list[str]:
    found = [awarded(shown, lot)]
    found += [rejected(shown, one, lot.result.lot.id) for one in lot.rejections]
    return found


def awarded(shown: Shown, lot: LotAward) -> str:
    """Return what was decided of a lot, in one sentence."""
    heading = {"lot": terms.lot_name(lot.result.lot)}
    if lot.decided is None:
        return shown.word("award-missing", **heading)
    reason = name(lot.decided.reason)
    if not lot.decided.supplier:
        return shown.word("award-nobody", **heading, reason=reason)
    supplier = name(lot.decided.supplier)
    return shown.word("award", **heading, supplier=supplier, reason=reason)


def rejected(shown: Shown, one: Rejection, lot: str) -> str:
    """Return why an offer is out: requirement, fact and provision."""
    kind = shown.word(f"rejected-{one.kind}")
    said = {"supplier": name(one.supplier), "kind": kind}
    if not one.reason:
        return shown.word("rejected-alone", **said)
    mark = shown.mark(one.supplier, one.field, lot)
    if mark is not None:
        masked_by = ground(mark.ground, shown.lang)
        description = name(mark.description)
        return shown.word("rejected-masked", **said, ground=masked_by, description=description)
    law = provision(one.provision, shown.lang)
    return shown.word("rejected", **said, reason=name(one.reason), provision=law)


def no_decision(shown: Shown) -> bool:
    """Tell whether the decision is still to be stated."""
    return shown.of.procedure.decision is None


def notices(shown: Shown) -> list[Block]:
    """Return whom the decision was sent to, which letter is whose, and the standstill period."""
    procedure = shown.of.procedure
    numbers = {supplier: n for n, supplier in enumerate(shown.of.suppliers, start=1)}
    rows = [
        (
            outside(one.supplier, head=True),
            words(shown.word("letter-file", number=f"{numbers.get(one.supplier, 0):02d}")),
            words(one.when),
            words(shown.word(f"how-{one.how}")),
            outside(one.to),
        )
        for one in procedure.notification
    ]
    blocks = []
    if rows:
        blocks.append(shown.table("notices", ("supplier", "letter", "sent", "how", "to"), rows))
    return [*blocks, *standstill_blocks(shown)]


def standstill_blocks(shown: Shown, days_off: str = "standstill-days-off") -> list[Block]:
    """Return the standstill period in words; `days_off` is the word on days off, never a rule."""
    found = shown.of.standstill
    if found is None:
        return []
    lines = [
        shown.word(
            "standstill-text",
            days=found.days,
            sent=str(found.sent),
            first=str(found.first),
            last=day(found, shown.lang),
            provision=all_cited(standstill.law(), shown.lang),
        ),
        shown.word("standstill-contract", contract=str(found.contract_from)),
        shown.word(days_off),
    ]
    if shown.of.procedure.review_case:
        lines.append(shown.word("standstill-review"))
    return [text(one) for one in lines]


def day(of: Standstill, lang: str) -> str:
    """Return the last day with its weekday."""
    return f"{language.word(f'records-weekday-{of.weekday}', lang)} {of.last}"


def no_notices(shown: Shown) -> bool:
    """Tell whether a supplier has been sent nothing, or nobody knows if a court was asked."""
    procedure = shown.of.procedure
    sent = {one.supplier for one in procedure.notification}
    return bool(set(shown.of.suppliers) - sent) or procedure.review_case is None


def secrecy(shown: Shown) -> list[Block]:
    """Return every mark: whose data, which, ground and reason; never the data."""
    rows: list[tuple[Cell, ...]] = [
        (
            outside(one.supplier, head=True),
            outside(one.lot or shown.word("every-lot")),
            words(shown.word(f"field-{one.field}")),
            words(ground(one.ground, shown.lang)),
            outside(one.reason, limit=400),
            outside(one.description, limit=400),
            outside(f"{one.who}, {one.when}"),
        )
        for one in shown.of.procedure.secrecy
    ]
    heads = ("supplier", "lot", "data", "ground", "reason", "description", "who")
    blocks = [text(shown.word("secrecy-text"))]
    if not rows:
        return [*blocks, text(shown.word("secrecy-none"))]
    return [*blocks, shown.table("secrecy", heads, rows)]


def reproduction(shown: Shown) -> list[Block]:
    """Return the command that recomputes everything, and the hashes to compare with."""
    of = shown.of
    rows: list[tuple[str, Cell]] = [
        ("hash-pack", words(of.assessment.pack_sha256)),
        ("hash-tender", words(of.assessment.tender.sha256)),
        ("hash-procedure", words(of.procedure.sha256)),
        ("hash-result", words(_result_hash(shown))),
    ]
    files = [(outside(file, head=True), words(sha)) for file, sha in of.files.items()]
    return [
        text(shown.word("reproduction-text")),
        formula(COMMAND.format(folder=shown.word("folder"), out=shown.word("out"))),
        shown.facts("hashes", rows),
        shown.table("files", ("file", "sha256"), files),
    ]


def _result_hash(shown: Shown) -> str:
    """Return the hash of the result; in a masked copy it would let a guess be tried."""
    return shown.word("hash-masked") if shown.masks.marks else result_sha256(shown)


def result_sha256(shown: Shown) -> str:
    """Return the SHA-256 of result.json as `carbon evaluate` writes it, in hex."""
    content = results.result(shown.of.assessment, shown.lang)
    whole = language.json_text(content, sort_keys=True)
    return hashlib.sha256(f"{whole}\n".encode()).hexdigest()
