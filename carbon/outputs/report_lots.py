"""What the report shows of one lot: decision, ranking, stages, switch prices and coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.library.records import Stage
from carbon.outputs import charts, terms
from carbon.outputs.charts import Chart
from carbon.outputs.flows import Flow
from carbon.outputs.report_lines import line_table
from carbon.outputs.report_transport import Transport, transports
from carbon.outputs.switch_table import below_and_above, shown_pairs
from carbon.outputs.tables import Table, dash, figure, outside, share, table, words
from carbon.tender.lens.winners import Reign, reigns
from carbon.tender.records import Assessment, Evaluation, LotResult, RankedOffer

_NAMED_IN_TEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LotView:
    """One lot as the page shows it."""

    id: str
    title: str
    sentences: tuple[str, ...]
    ranking: Table | None
    incomplete: Table | None
    stage_chart: Chart | None
    stages: Table | None
    winner_chart: Chart | None
    reigns: tuple[str, ...]
    switch: Table | None
    coverage: Table
    lines: tuple[Table, ...]
    transport: tuple[Transport, ...]


def view(
    assessment: Assessment,
    result: LotResult,
    by_line: Mapping[str, Sequence[Flow]],
    *,
    number: int,
    lang: str,
) -> LotView:
    """Return everything that the page shows of one lot."""
    ranked = [offer for offer in result.ranking if offer.rank is not None]
    without = [offer for offer in result.ranking if offer.rank is None]
    found = reigns(ranked)
    used = {stage for offer in ranked for stage in offer.stage_kg}
    stages = [stage for stage in Stage if stage in used]
    return LotView(
        id=f"lot-{number}",
        title=terms.lot_heading(result.lot, lang),
        sentences=tuple(_sentences(result, ranked, found, lang)),
        ranking=_ranking(assessment.tender.evaluation, result, ranked, lang) if ranked else None,
        incomplete=_incomplete(without, lang) if without else None,
        stage_chart=(
            charts.stage_chart(f"stages-{number}", ranked, stages, lang) if ranked else None
        ),
        stages=_stages(ranked, stages, lang) if ranked else None,
        winner_chart=_winner_chart(result, found, number, lang),
        reigns=tuple(charts.reign_text(reign, lang) for reign in found),
        switch=_switch(result, lang) if result.switch_prices else None,
        coverage=_coverage(result.ranking, lang),
        lines=tuple(line_table(assessment, result, o, by_line, lang) for o in result.ranking),
        transport=transports(result, by_line, number=number, lang=lang),
    )


def _winner_chart(
    result: LotResult, found: Sequence[Reign], number: int, lang: str
) -> Chart | None:
    """Return the band of carbon prices; with one offer to name there is nothing to divide."""
    if not found or (len(found) == 1 and result.carbon_price_sek_per_kg == 0):
        return None
    return charts.winner_chart(f"winners-{number}", found, result.carbon_price_sek_per_kg, lang)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-{key}", lang, **values)


def _name(supplier: str) -> str:
    return terms.shown(supplier, terms.SUPPLIER_LIMIT)


def _sentences(
    result: LotResult, ranked: Sequence[RankedOffer], found: Sequence[Reign], lang: str
) -> list[str]:
    """Say in plain words who comes first, by how much, and what carbon price would change it."""
    if not ranked:
        return [_word("nobody", lang)]
    best = ranked[0]
    first = [offer for offer in ranked if offer.rank == 1]
    if len(first) > 1:
        names = ", ".join(_name(offer.supplier) for offer in first[:_NAMED_IN_TEXT])
        return [_word("tied", lang, suppliers=names)]
    total = best.comparison_sum_sek or Decimal(0)
    texts = [
        _word(
            "r-winner",
            lang,
            supplier=_name(best.supplier),
            sum=language.number(total, lang, 2),
            price=language.number(result.carbon_price_sek_per_kg, lang, 2),
        )
    ]
    if len(ranked) == 1:
        return [*texts, _word("r-alone", lang)]
    gap = (ranked[1].comparison_sum_sek or Decimal(0)) - total
    texts.append(
        _word(
            "r-margin",
            lang,
            supplier=_name(ranked[1].supplier),
            difference=language.number(gap, lang, 2),
        )
    )
    return texts + _sensitivity(best.supplier, found, lang)


def _sensitivity(best: str, found: Sequence[Reign], lang: str) -> list[str]:
    places = [n for n, reign in enumerate(found) if reign.supplier == best]
    if not places:
        return []
    if len(found) == 1:
        return [_word("r-always", lang)]
    texts, at = [], places[0]
    if at > 0:
        low = language.number(found[at].low, lang, 2)
        texts.append(_word("r-lower", lang, price=low, supplier=_name(found[at - 1].supplier)))
    high = found[at].high
    if high is not None:
        shown = language.number(high, lang, 2)
        texts.append(_word("r-higher", lang, price=shown, supplier=_name(found[at + 1].supplier)))
    texts.append(_word("r-lowest-price", lang, supplier=_name(found[0].supplier)))
    return texts


def _ranking(
    rule: Evaluation, result: LotResult, ranked: Sequence[RankedOffer], lang: str
) -> Table:
    extra = [
        key
        for key, needed in (
            ("waste", rule.life_cycle_cost is not None),
            ("markups", bool(rule.criteria)),
        )
        if needed
    ]
    last = ("sum", "points") if rule.model == "M3" else ("sum",)
    keys = ("rank", "supplier", "price-sek", "kg", "carbon-cost", *extra, *last)
    figures = {"waste": "waste_sek", "markups": "markups_sek"}
    rows = [
        (
            figure(offer.rank, lang),
            outside(offer.supplier, head=True, limit=terms.SUPPLIER_LIMIT),
            figure(offer.price_sek, lang, 2),
            figure(offer.kg_co2e, lang, 1),
            figure(offer.carbon_cost_sek, lang, 2),
            *(figure(getattr(offer, figures[key]), lang, 2) for key in extra),
            figure(offer.comparison_sum_sek, lang, 2),
            *([figure(offer.points, lang, 2)] if "points" in last else []),
        )
        for offer in ranked
    ]
    price = language.number(result.carbon_price_sek_per_kg, lang, 2)
    caption = _word("r-ranking-caption", lang, price=price)
    return table(caption, [_word(key, lang) for key in keys], rows, best=0)


def _incomplete(without: Sequence[RankedOffer], lang: str) -> Table:
    rows = [
        (
            outside(offer.supplier, head=True, limit=terms.SUPPLIER_LIMIT),
            outside(terms.without_rank(offer, lang), limit=terms.TEXT_LIMIT),
        )
        for offer in without
    ]
    headers = [_word("supplier", lang), _word("reason", lang)]
    note = _word("incomplete-why", lang)
    return table(_word("incomplete-title", lang), headers, rows, note=note)


def _stages(ranked: Sequence[RankedOffer], stages: Sequence[Stage], lang: str) -> Table:
    rows = [
        (
            outside(offer.supplier, head=True, limit=terms.SUPPLIER_LIMIT),
            *(
                figure(offer.stage_kg[stage], lang, 1) if stage in offer.stage_kg else dash()
                for stage in stages
            ),
            figure(offer.kg_co2e, lang, 1),
        )
        for offer in ranked
    ]
    headers = [_word("supplier", lang), *(terms.stage(s, lang) for s in stages)]
    elsewhere = any(stage not in offer.stage_kg for offer in ranked for stage in stages)
    note = _word("r-stage-elsewhere", lang) if elsewhere else ""
    caption = _word("r-stage-caption", lang)
    return table(caption, [*headers, _word("r-total", lang)], rows, note=note)


def _switch(result: LotResult, lang: str) -> Table:
    keys = ("switch-first", "switch-second", "switch-price", "switch-below", "switch-above")
    offers = {offer.supplier: offer for offer in result.ranking}
    rows = []
    for pair in shown_pairs(result):
        below, above = below_and_above(pair, offers[pair.first], offers[pair.second])
        price = pair.sek_per_kg
        rows.append(
            (
                outside(pair.first, head=True, limit=terms.SUPPLIER_LIMIT),
                outside(pair.second, limit=terms.SUPPLIER_LIMIT),
                figure(price, lang, 2) if price is not None else dash(),
                *(
                    words(_word("equal", lang))
                    if one is None
                    else outside(one.supplier, limit=terms.SUPPLIER_LIMIT)
                    for one in (below, above)
                ),
            )
        )
    note = _word("switch-why", lang)
    headers = [_word(key, lang) for key in keys]
    return table(_word("switch-title", lang), headers, rows, note=note)


def _coverage(ranking: Sequence[RankedOffer], lang: str) -> Table:
    rows = []
    for offer in ranking:
        parts = {
            "co2e": offer.coverage_co2e,
            "mass": offer.coverage_mass,
            "money": offer.coverage_money,
        }
        for part, coverage in parts.items():
            known = (
                (None,) * 3
                if coverage is None
                else (coverage.declared, coverage.default, coverage.proxy)
            )
            rows.append(
                (
                    outside(offer.supplier, head=True, limit=terms.SUPPLIER_LIMIT),
                    words(_word(f"r-of-{part}", lang)),
                    *(share(value, lang) for value in known),
                )
            )
    keys = ("supplier", "share", "basis-declared", "basis-default", "basis-proxy")
    caption = _word("r-coverage-caption", lang)
    headers = [_word(key, lang) for key in keys]
    return table(caption, [one[:1].upper() + one[1:] for one in headers], rows)
