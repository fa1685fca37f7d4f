"""The worked example in a published document: every figure is the engine's own."""

from __future__ import annotations

from decimal import Decimal

from carbon import language
from carbon.intake.records import OfferedProduct
from carbon.outputs import flows, terms
from carbon.outputs.flows import Flow
from carbon.outputs.publication_page import Block, Section, formula, section, tabled, text
from carbon.outputs.publication_rule import decimal, kronor, money, word
from carbon.outputs.tables import Table, dash, figure, outside, table, words
from carbon.tender.publication.publish import Publication
from carbon.tender.records import Assessment, LineScore, RankedOffer

_AMOUNT = 8  # decimals of an amount that is shown beside its factor
_FACTOR = 6
_SUM = 2


def example(of: Publication, lang: str) -> Section:
    """Return the worked example: what was offered, line by line, flow by flow, and the ranking."""
    assessment = of.example
    result = assessment.lots[0]
    by_line = flows.by_line(assessment.footprint)
    lot = terms.shown(result.lot.title, terms.NAME_LIMIT)
    first = result.lot.lines[0]
    blocks: list[Block] = [
        text(word("example-why", lang, lot=lot, lines=len(result.lot.lines))),
        tabled(_offers(assessment, lang)),
        tabled(_lines(assessment, lang)),
    ]
    for offer in _in_offer_order(assessment):
        scores = [one for one in offer.lines if one.line.id == first.id]
        blocks += [tabled(_flows(one, by_line[one.id], lang)) for one in scores]
    ranked = [offer for offer in result.ranking if offer.rank is not None]
    blocks.append(tabled(_ranking(assessment, ranked, lang)))
    blocks += [text(_sum(offer, of, lang)) for offer in ranked]
    blocks.append(formula(word("example-switch-formula", lang)))
    blocks += [text(one) for one in _switches(assessment, lang)]
    return section("example", lang, blocks)


def _in_offer_order(assessment: Assessment) -> list[RankedOffer]:
    return sorted(assessment.lots[0].ranking, key=lambda one: one.supplier)


def _offers(assessment: Assessment, lang: str) -> Table:
    rows = [
        (
            outside(offer.supplier, head=True),
            money(product.price, lang),
            outside(_origin(product, lang)),
            outside(_transport(product, lang)),
            outside(_own(product, lang)),
        )
        for offer in assessment.offers
        for product in offer.products
        if product.line_number == assessment.lots[0].lot.lines[0].number
    ]
    keys = ("offer", "unit-price", "origin", "own-transport", "own-value")
    headers = [word(f"h-{key}", lang) for key in keys]
    line = terms.shown(assessment.lots[0].lot.lines[0].name, terms.NAME_LIMIT)
    return table(word("example-offers", lang, line=line), headers, rows)


def _origin(product: OfferedProduct, lang: str) -> str:
    stated = [one for one in (product.origin_place, product.origin_country) if one]
    return ", ".join(stated) or word("not-stated", lang)


def _transport(product: OfferedProduct, lang: str) -> str:
    stated = [f"{terms.vehicle(leg.vehicle or '', lang)} ({leg.evidence})" for leg in product.legs]
    return "; ".join(stated) or word("not-stated", lang)


def _own(product: OfferedProduct, lang: str) -> str:
    own = product.footprint
    if own is None:
        return word("not-stated", lang)
    kg = language.number(own.kg_co2e_per_kg, lang, 3)
    return word("own-value", lang, kg=kg, level=own.evidence_level, evidence=own.evidence)


def _lines(assessment: Assessment, lang: str) -> Table:
    rows = [
        (
            outside(offer.supplier, head=True),
            outside(f"{score.line.number} {score.line.name}"),
            decimal(score.quantity, lang),
            words(terms.term("unit", score.line.unit, lang)),
            money(score.price_sek_per_unit, lang),
            figure(score.price_sek, lang, _SUM),
            decimal(score.kg_co2e_per_unit, lang),
            figure(score.kg_co2e, lang, _SUM),
        )
        for offer in _in_offer_order(assessment)
        for score in offer.lines
    ]
    keys = ("offer", "line", "quantity", "unit", "unit-price", "price", "kg-unit", "kg-line")
    return table(word("example-lines", lang), [word(f"h-{key}", lang) for key in keys], rows)


def _flows(score: LineScore, of_line: tuple[Flow, ...], lang: str) -> Table:
    rows = [
        (
            words(terms.stage(flow.stage, lang)),
            outside(_what(flow, lang)),
            outside(flow.factor.id),
            figure(flow.amount, lang, _AMOUNT),
            words(terms.term("unit", flow.factor.per, lang)),
            figure(flow.factor.kg_co2e, lang, _FACTOR),
            decimal(flow.kg_co2e, lang),
        )
        for flow in of_line
    ]
    rows.append((words(word("h-total", lang)), words(""), words(""), dash(), words(""), dash(),
                 decimal(score.kg_co2e_per_unit, lang)))  # fmt: skip
    keys = ("stage", "what", "factor", "amount", "per", "kg", "kg-unit")
    caption = word("example-flows", lang, supplier=terms.shown(score.supplier),
                   line=terms.shown(score.line.name, terms.NAME_LIMIT),
                   unit=terms.term("unit", score.line.unit, lang))  # fmt: skip
    return table(caption, [word(f"h-{key}", lang) for key in keys], rows)


def _what(flow: Flow, lang: str) -> str:
    element = flow.element
    if element is None:
        return terms.basis(flow.basis, lang)
    if element.kind == "hub":
        return f"{terms.vehicle('transhipment', lang)}, {element.start}"
    km = language.number(element.distance_km, lang, 1)
    return f"{element.start}–{element.end}, {km} km, {terms.vehicle(element.vehicle, lang)}"


def _ranking(assessment: Assessment, ranked: list[RankedOffer], lang: str) -> Table:
    rule = assessment.tender.evaluation
    columns = {
        "price": ("price_sek", True),
        "waste": ("waste_sek", rule.life_cycle_cost is not None),
        "kg": ("kg_co2e", True),
        "carbon-cost": ("carbon_cost_sek", True),
        "markups": ("markups_sek", bool(rule.criteria)),
        "sum": ("comparison_sum_sek", True),
        "points": ("points", rule.model == "M3"),
    }
    shown = {key: name for key, (name, wanted) in columns.items() if wanted}
    rows = [
        (
            figure(offer.rank, lang),
            outside(offer.supplier, head=True),
            *(figure(getattr(offer, name), lang, _SUM) for name in shown.values()),
        )
        for offer in ranked
    ]
    heads = [
        word("h-rank", lang),
        word("h-offer", lang),
        *(word(f"h-total-{k}", lang) for k in shown),
    ]
    return table(word("example-ranking", lang), heads, rows, best=0)


def _sum(offer: RankedOffer, of: Publication, lang: str) -> str:
    """Return one offer's sum as an equation that can be checked with a pocket calculator."""
    result = of.example.lots[0]
    parts = [_figure(offer.price_sek, lang)]
    if offer.waste_sek:
        parts.append(_figure(offer.waste_sek, lang))
    price = kronor(result.carbon_price_sek_per_kg, lang)
    parts.append(f"{price} · {_exact(offer.kg_co2e, lang)}")
    if of.example.tender.evaluation.criteria:
        parts.append(_figure(offer.markups_sek, lang))
    total = _exact(offer.comparison_sum_sek, lang)
    return f"{terms.shown(offer.supplier)}: J = {' + '.join(parts)} = {total}"


def _figure(value: Decimal | None, lang: str) -> str:
    return figure(value, lang, _SUM).text


def _exact(value: Decimal | None, lang: str) -> str:
    return decimal(value, lang).text


def _switches(assessment: Assessment, lang: str) -> list[str]:
    return [
        word(
            "example-switch",
            lang,
            first=terms.shown(one.first),
            second=terms.shown(one.second),
            price=language.number(one.sek_per_kg, lang, 2),
        )
        for one in assessment.lots[0].switch_prices
        if one.sek_per_kg is not None
    ]
