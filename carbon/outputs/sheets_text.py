"""The sheets of words: problems with their remedy, and the method with its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carbon import language
from carbon.outputs import plan as plans
from carbon.outputs import rules, terms
from carbon.outputs.cells import add_page, add_table
from carbon.outputs.plan import Plan
from carbon.tender.records import Assessment

_PROBLEM_COLUMNS = (("severity", 13), ("place", 46), ("message", 70), ("hint", 70), ("code", 24))
_METHOD_WIDTHS = (42, 118)


def write_problems(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write every problem with its place and its remedy."""
    widths = [width for _, width in _PROBLEM_COLUMNS]
    page = add_page(workbook, formats, plan.sheets["problems"], widths)
    problems = plan.assessment.problems
    why = "" if problems else plan.word("problems-none")
    headers = [plan.word(name) for name, _ in _PROBLEM_COLUMNS]
    add_table(page, plan.word("problems-title"), why, headers, frozen=0)
    for row, problem in enumerate(problems, start=plans.FIRST_ROW):
        texts = (
            plan.word(f"severity-{problem.severity}"),
            problem.where,
            language.message(problem, plan.lang),
            language.hint(problem, plan.lang),
            problem.code,
        )
        cells = [terms.cell_text(text) for text in texts]
        for column, text in enumerate(cells):
            page.text(row, column, text, "wrapped" if column else "strong")
        page.fit_row(row, *zip(cells, widths, strict=True))
    if problems:
        last = plans.FIRST_ROW + len(problems) - 1
        page.sheet.autofilter(plans.FIRST_ROW - 2, 0, last - 1, len(_PROBLEM_COLUMNS) - 1)


def write_method(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write the rule in words, what was rounded, which editions were used, and the limits."""
    page = add_page(workbook, formats, plan.sheets["method"], _METHOD_WIDTHS)
    page.sheet.set_row(0, 28)
    page.text(1, 0, plan.word("method-title"), "title")
    notes = [*method_notes(plan.assessment, plan.lang)]
    notes.append((plan.word("m-colours"), plan.word("m-colours-all")))
    for row, (head, text) in enumerate(notes, start=3):
        page.text(row, 0, head, "strong")
        shown = terms.cell_text(text, limit=2 * terms.TEXT_LIMIT)
        page.text(row, 1, shown, "wrapped")
        page.fit_row(row, (head, _METHOD_WIDTHS[0]), (shown, _METHOD_WIDTHS[1]))


def method_notes(assessment: Assessment, lang: str) -> Iterator[tuple[str, str]]:
    """Yield heading and text of everything a reader must know of the method."""

    def word(key: str, **values: object) -> str:
        return language.word(f"outputs-{key}", lang, **values)

    tender, rule = assessment.tender, assessment.tender.evaluation
    yield word("m-rule"), rules.in_full(rule, lang)
    yield from rules.notes(assessment, lang)
    yield word("m-price"), carbon_price_text(assessment, lang)
    stages = terms.stages(tender.boundary, lang)
    yield word("m-boundary"), word("m-boundary-text", stages=stages)
    places = "; ".join(
        f"{terms.shown(place.place, terms.NAME_LIMIT)} "
        f"({language.number(place.share * 100, lang, 1)} %)"
        for place in tender.delivery
    )
    yield word("m-delivery"), places
    yield (
        word("m-rounding"),
        word(
            "m-rounding-all",
            decimals=rule.rounding.flow_decimals,
            price=rule.rounding.price_decimals,
            mode=word(f"rounding-{rule.rounding.mode}"),
        ),
    )
    yield word("m-tie"), word(f"tie-{rule.tie_rule}")
    yield word("m-evidence"), word("m-evidence-text", level=tender.accepted_evidence_level)
    yield word("m-asof"), terms.shown(tender.as_of)
    rate = terms.reader_decimal(tender.currency.sek_per_unit, lang)
    code = terms.shown(tender.currency.code, terms.NAME_LIMIT)
    yield word("m-currency"), word("m-currency-text", code=code, rate=rate)
    yield word("m-gwp"), word("m-gwp-text")
    unknown = "2" if assessment.doubt is None else "doubt"
    for name in ("1", unknown, "3", "4"):
        yield word("m-limits"), word(f"m-limit-{name}")
    yield word("m-engine"), f"carbon {assessment.engine_version}"
    yield word("m-library"), assessment.library.edition
    yield word("m-pack"), assessment.pack_sha256
    yield word("m-tender"), tender.sha256


def carbon_price_text(assessment: Assessment, lang: str) -> str:
    """Return the announced carbon prices and their reason in one text."""
    rule = assessment.tender.evaluation
    texts = [
        language.word(
            "outputs-m-price-text",
            lang,
            price=terms.reader_decimal(rule.carbon_price_sek_per_kg, lang),
            reason=terms.shown(rule.carbon_price_reason),
        )
    ]
    texts += [
        language.word(
            "outputs-m-price-lot",
            lang,
            lot=terms.shown(lot, terms.NAME_LIMIT),
            price=terms.reader_decimal(price, lang),
        )
        for lot, price in sorted(rule.carbon_price_by_lot.items())
    ]
    return " ".join(texts)
