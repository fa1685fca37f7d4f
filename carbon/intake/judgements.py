"""quality.yaml: what named people found of the other award criteria, offer by offer.

A fact is met or not, a mark-up is a sum inside the announced range. What nobody judged is missing,
never zero, and the offer gets no comparison sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from carbon.intake.tender_records import Criterion, Judgement, Tender
from carbon.intake.yamlfields import Fields, opened
from carbon.problems import Problem

FILE = "quality.yaml"


def read_judgements(folder: Path, tender: Tender) -> tuple[tuple[Judgement, ...], list[Problem]]:
    """Return the judgements of a tender folder; none when there is no file."""
    path = folder / FILE
    if not path.exists():
        return (), []
    fields, problems = opened(path, FILE)
    if fields is None:
        return (), problems
    fields.only("judgements")
    known = {one.id: one for one in tender.evaluation.criteria}
    lots = [lot.id for lot in tender.lots]
    made: dict[tuple[str, str, str], Judgement] = {}
    for one in fields.each("judgements"):
        judgement = _judgement(one, known, lots)
        if judgement is None:
            continue
        key = (judgement.supplier, judgement.lot, judgement.criterion)
        if key in made:
            one.wrong("tender-twice", "criterion", found=" / ".join(key))
        made[key] = judgement
    return tuple(made.values()), fields.problems


def _judgement(one: Fields, known: Mapping[str, Criterion], lots: list[str]) -> Judgement | None:
    one.only("supplier", "lot", "criterion", "met", "amount_sek", "who", "when", "why", "evidence")
    criterion = known.get(one.choice("criterion", tuple(known) or ("-",)))
    amount = None if criterion is None else _amount(one, criterion)
    supplier, lot = one.text("supplier", required=True), one.choice("lot", lots)
    if criterion is None or amount is None:
        return None
    return Judgement(
        supplier=supplier,
        lot=lot,
        criterion=criterion.id,
        amount_sek=amount,
        met=one.content.get("met") if criterion.kind == "fact" else None,
        who=one.text("who", required=True),
        when=one.date("when"),
        why=one.text("why", required=True),
        evidence=one.text("evidence"),
        where=one.where(),
    )


def _amount(one: Fields, criterion: Criterion) -> Decimal | None:
    """Return the kronor that a judgement adds to the comparison sum."""
    if criterion.kind == "fact":
        met = one.value("met", required=True)
        if not isinstance(met, bool):
            one.wrong("tender-value", "met", found=met, expected="true, false")
            return None
        return criterion.amount_sek if met else Decimal(0)
    amount = one.decimal("amount_sek")
    low, high = criterion.lowest_sek, criterion.highest_sek
    if amount is None or not low <= amount <= high:
        found = one.content.get("amount_sek")
        one.wrong("tender-value", "amount_sek", found=found, expected=f"{low}-{high}")
        return None
    return amount
