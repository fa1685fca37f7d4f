"""The notice: eForms fields per lot, and the statement of environmental considerations as text.

Field names are those of the eForms SDK 1.15.1. A fixed value per kg CO2e is not a weight, so the
formula stands in BT-543; the fields about documents, publication and results are the buyer's own.
"""

from __future__ import annotations

from typing import Any

from carbon import language
from carbon.outputs import rules, terms
from carbon.outputs.publication_rule import basis, kronor, word
from carbon.tender import models
from carbon.tender.evaluate import applying
from carbon.tender.publication.lawful import NOTICE
from carbon.tender.publication.publish import Publication
from carbon.tender.records import Criterion, Lot

SDK = "1.15.1"
_FIXED_TOTAL = "fix-tot"
_POINTS_EXACT = "poi-exa"


def eforms(of: Publication, lang: str) -> dict[str, Any]:
    """Return the business terms of every lot as plain data."""
    tender = of.pack.tender
    return {
        "sdk": SDK,
        "language": lang,
        "tender": tender.id,
        "pack_sha256": of.pack.sha256,
        "lots": [_lot(of, lot, lang) for lot in tender.lots],
    }


def _lot(of: Publication, lot: Lot, lang: str) -> dict[str, Any]:
    return {
        "lot": lot.id,
        "title": lot.title,
        "fields": {
            **{f"{term}-Lot": list(codes) for term, codes in NOTICE.items()},
            "BT-777-Lot": word("notice-impact", lang, sha=of.pack.sha256),
            "BT-805-Lot": ["other"],
            "BT-543-Lot": weighting(of, lot, lang),
        },
        "criteria": [*_main(of, lot, lang), *_others(of, lot, lang)],
    }


def weighting(of: Publication, lot: Lot, lang: str) -> str:
    """Return the rule of a lot in one text: formula, carbon price, ties, hash."""
    rule = of.pack.tender.evaluation
    price = kronor(models.carbon_price(rule, lot.id), lang)
    parts = [word(f"notice-rule-{rule.model.lower()}", lang, price=price)]
    if rule.model == "M3":
        points = rule.points[lot.id]
        values = {
            name: terms.reader_decimal(getattr(points, name), lang)
            for name in type(points).__dataclass_fields__
        }
        parts.append(word("notice-points", lang, **values))
    if rule.life_cycle_cost is not None:
        waste = terms.reader_decimal(rule.life_cycle_cost.waste_sek_per_kg, lang)
        parts.append(word("notice-waste", lang, waste=waste))
    ceiling = rule.ceiling_kg_by_lot.get(lot.id)
    if ceiling is not None:
        parts.append(word("notice-ceiling", lang, kg=terms.reader_decimal(ceiling, lang)))
    if applying(rule.criteria, lot.id):
        parts.append(rules.of_criteria(rule, lang))
    parts.append(language.word(f"outputs-tie-{rule.tie_rule}", lang))
    parts.append(word("notice-pack", lang, sha=of.pack.sha256))
    return " ".join(parts)


def _main(of: Publication, lot: Lot, lang: str) -> list[dict[str, Any]]:
    rule = of.pack.tender.evaluation
    climate = "cost" if rule.model == "M2" else "quality"
    found = []
    for kind, key in (("price", "price"), (climate, "climate")):
        criterion: dict[str, Any] = {
            "BT-539-Lot": kind,
            "BT-734-Lot": word(f"notice-{key}", lang),
            "BT-540-Lot": word(f"notice-{key}-text", lang),
        }
        if rule.model == "M3":
            points = rule.points[lot.id]
            weight = points.price_weight if key == "price" else points.climate_weight
            criterion["BT-541-Lot-WeightNumber"] = str(weight)
            criterion["BT-5421-Lot"] = _POINTS_EXACT
        found.append(criterion)
    return found


def _others(of: Publication, lot: Lot, lang: str) -> list[dict[str, Any]]:
    return [_other(one, lang) for one in applying(of.pack.tender.evaluation.criteria, lot.id)]


def _other(one: Criterion, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"BT-539-Lot": "quality", "BT-734-Lot": one.title}
    amounts = {
        "amount": terms.reader_decimal(one.amount_sek, lang),
        "low": terms.reader_decimal(one.lowest_sek, lang),
        "high": terms.reader_decimal(one.highest_sek, lang),
    }
    found["BT-540-Lot"] = language.word(f"outputs-m-criterion-{one.kind}", lang, **amounts)
    if one.kind == "fact":
        found |= {"BT-541-Lot-FixedNumber": str(one.amount_sek), "BT-5422-Lot": _FIXED_TOTAL}
    return found


def statement(of: Publication, lang: str) -> str:
    """Return the statement of environmental considerations as plain text, for any notice."""
    tender = of.pack.tender
    value = tender.procurement.value_sek
    amount = (
        word("notice-value-missing", lang) if value is None else terms.reader_decimal(value, lang)
    )
    lines = [
        word("notice-title", lang, title=terms.shown(tender.title)),
        "",
        word("notice-buyer", lang, buyer=terms.shown(tender.buyer),
             reference=terms.shown(tender.reference)),
        word("notice-value", lang, value=amount),
        word("notice-environment", lang),
        word("notice-basis", lang, basis=basis(tender.evaluation, lang)),
        "",
    ]  # fmt: skip
    for lot in tender.lots:
        lines.append(
            word("notice-lot", lang, lot=terms.shown(lot.id), title=terms.shown(lot.title))
        )
        lines.append(f"  {weighting(of, lot, lang)}")
        for one in applying(tender.evaluation.criteria, lot.id):
            lines.append(f"  {terms.shown(one.title)}: {_other(one, lang)['BT-540-Lot']}")
    lines += ["", word("notice-documents", lang), ""]
    return "\n".join(lines)
