"""The published rule in words: points, life-cycle cost, ceilings and other criteria."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carbon import language
from carbon.outputs import terms
from carbon.tender import models
from carbon.tender.records import Assessment, Criterion, Evaluation


def notes(assessment: Assessment, lang: str) -> Iterator[tuple[str, str]]:
    """Yield heading and text of each part of the rule beside price and carbon price."""
    rule = assessment.tender.evaluation
    for lot, points in sorted(rule.points.items()):
        text = _word(
            "m-points-text",
            lang,
            price_weight=_figure(points.price_weight, lang),
            climate_weight=_figure(points.climate_weight, lang),
            price_low=_figure(points.price_low_sek, lang),
            price_high=_figure(points.price_high_sek, lang),
            climate_low=_figure(points.climate_low_kg, lang),
            climate_high=_figure(points.climate_high_kg, lang),
            price=language.number(models.carbon_price(rule, lot), lang, 2),
        )
        yield _word("m-points", lang, lot=terms.shown(lot, terms.NAME_LIMIT)), text
    if rule.life_cycle_cost is not None:
        cost = rule.life_cycle_cost
        rest = _word(f"m-edible-{cost.edible_share_of}", lang)
        price = _figure(cost.waste_sek_per_kg, lang)
        yield _word("m-cost", lang), _word("m-cost-text", lang, price=price, share=rest)
    for lot, ceiling in sorted(rule.ceiling_kg_by_lot.items()):
        head = _word("m-ceiling", lang, lot=terms.shown(lot, terms.NAME_LIMIT))
        yield head, _word("m-ceiling-text", lang, kg=_figure(ceiling, lang))
    for criterion in rule.criteria:
        yield _word("m-criterion", lang, title=terms.shown(criterion.title)), _text(criterion, lang)


def in_short(rule: Evaluation, lang: str) -> str:
    """Return the rule in a sentence or two, for the head of workbook and report."""
    return _with_criteria("decision-rule", rule, lang)


def in_full(rule: Evaluation, lang: str) -> str:
    """Return the rule with what its letters mean, for method, appendix and letters."""
    return _with_criteria("m-rule-text", rule, lang)


def of_criteria(rule: Evaluation, lang: str) -> str:
    """Return what other criteria do to the sum; the basis of cost (M2) has none."""
    return _word("rule-criteria-m3" if rule.model == "M3" else "rule-criteria-m1", lang)


def _with_criteria(key: str, rule: Evaluation, lang: str) -> str:
    told = _word(f"{key}-{rule.model.lower()}", lang)
    return f"{told} {of_criteria(rule, lang)}" if rule.criteria else told


def _text(criterion: Criterion, lang: str) -> str:
    amounts = {
        "amount": _figure(criterion.amount_sek, lang),
        "low": _figure(criterion.lowest_sek, lang),
        "high": _figure(criterion.highest_sek, lang),
    }
    text = _word(f"m-criterion-{criterion.kind}", lang, **amounts)
    proof, link = terms.shown(criterion.proof), terms.shown(criterion.link)
    return f"{text} {_word('m-criterion-proof', lang, proof=proof, link=link)}"


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-{key}", lang, **values)


def _figure(value: Decimal, lang: str) -> str:
    return terms.reader_decimal(value, lang)
