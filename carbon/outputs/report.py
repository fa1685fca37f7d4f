"""The report: one HTML page without script or outside request, readable by everybody.

The page is made of finished texts and coordinates; the templates only lay them out. A content
security policy forbids everything but the page's own style, so that a name with markup in it
could do nothing even if it got through the escaping.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import language
from carbon.outputs import (
    doubt,
    doubt_grids,
    factor_names,
    flows,
    pages,
    report_lots,
    routemap_coast,
    routemap_lines,
    rules,
    terms,
)
from carbon.outputs.files import write_aside
from carbon.outputs.routemap import RouteMap
from carbon.outputs.sheets_text import method_notes
from carbon.outputs.tables import Table, figure, outside, table, words
from carbon.tender.records import Assessment

_DECLARED = "declared"  # stands for region and source of a supplier's own value


def write_report(assessment: Assessment, path: Path, lang: str) -> None:
    """Write the report as an HTML file. Raises UsageError when the file cannot be written."""
    write_aside(path, report(assessment, lang).encode("utf-8", errors="replace"))


def report(assessment: Assessment, lang: str) -> str:
    """Return the report as one self-contained HTML page, in Swedish or English."""
    return pages.rendered(
        "report.html.j2",
        folders=("report",),
        styles=("report/style.css",),
        **_content(assessment, lang),
    )


def _content(assessment: Assessment, lang: str) -> dict[str, Any]:
    def word(key: str, **values: object) -> str:
        return language.word(f"outputs-{key}", lang, **values)

    tender = assessment.tender
    by_line = flows.by_line(assessment.footprint)
    lots = [
        report_lots.view(assessment, result, by_line, number=number, lang=lang)
        for number, result in enumerate(assessment.lots, start=1)
    ]
    maps = [one.map for lot in lots for one in lot.transport if one.map is not None]
    return {
        "lang": lang,
        "word": word,
        "title": word("r-title", title=terms.shown(tender.title, terms.NAME_LIMIT)),
        "subtitle": word(
            "decision-subtitle",
            buyer=terms.shown(tender.buyer, terms.NAME_LIMIT),
            reference=terms.shown(tender.reference, terms.NAME_LIMIT),
            id=terms.shown(tender.id, terms.NAME_LIMIT),
        ),
        "rule": rules.in_short(tender.evaluation, lang),
        "unknown": word("r-unknown") if assessment.doubt is None else doubt.word("known", lang),
        "doubt": _doubt(assessment, lang),
        "lots": lots,
        "coasts": routemap_coast.coasts(one.view for one in maps),
        "assumptions": _assumptions(assessment, lang),
        "problems": _problems(assessment, lang),
        "method": list(method_notes(assessment, lang)),
        "factors": _factors(assessment, lang),
        "attributions": _attributions(assessment, drawn=maps),
        "footer": word(
            "footer", version=assessment.engine_version, edition=assessment.library.edition
        ),
    }


def _doubt(assessment: Assessment, lang: str) -> dict[str, Any] | None:
    """Return the section of uncertainty; None where it was not worked out."""
    found = assessment.doubt
    if found is None:
        return None
    titles = {result.lot.id: result.lot.title for result in assessment.lots}
    return {
        "contents": doubt.word("contents", lang),
        "title": doubt.word("title", lang),
        "rule": doubt.word("rule", lang),
        "how": doubt.how(found, lang),
        "lots": [
            {
                "title": terms.shown(titles[lot.lot], terms.NAME_LIMIT),
                "sentences": list(doubt.sentences(lot, lang)),
                "tables": [
                    doubt.as_table(grid, lang) for grid in doubt_grids.grids(assessment, lot, lang)
                ],
            }
            for lot in found.lots
        ],
    }


def _assumptions(assessment: Assessment, lang: str) -> Table | None:
    """Return the assumptions that chains of this assessment rest on, with their reasons."""
    used = sorted(
        {id for element in assessment.footprint.flows.elements for id in element.assumptions}
    )
    known = assessment.library.assumptions
    rows = [
        (
            outside(id, head=True),
            words(f"{_value(known[id].value, lang)} {known[id].unit}"),
            outside(known[id].reason, limit=terms.TEXT_LIMIT),
            outside(f"{known[id].source}, {known[id].locator}", limit=terms.TEXT_LIMIT),
        )
        for id in used
        if id in known
    ]
    keys = ("r-assumption", "r-value", "reason", "source")
    headers = [language.word(f"outputs-{key}", lang) for key in keys]
    caption = language.word("outputs-r-assumptions-caption", lang)
    return table(caption, headers, rows) if rows else None


def _value(value: float | str, lang: str) -> str:
    """Return the value of an assumption as the reader writes numbers."""
    return value if isinstance(value, str) else terms.reader_decimal(Decimal(repr(value)), lang)


def _problems(assessment: Assessment, lang: str) -> Table | None:
    rows = [
        (
            words(language.word(f"outputs-severity-{problem.severity}", lang)),
            outside(problem.where, limit=terms.TEXT_LIMIT),
            outside(language.message(problem, lang), limit=terms.TEXT_LIMIT),
            outside(language.hint(problem, lang), limit=terms.TEXT_LIMIT),
        )
        for problem in assessment.problems
    ]
    keys = ("severity", "place", "message", "hint")
    headers = [language.word(f"outputs-{key}", lang) for key in keys]
    caption = language.word("outputs-r-problems-caption", lang)
    return table(caption, headers, rows) if rows else None


def _factors(assessment: Assessment, lang: str) -> Table:
    sources = assessment.library.sources
    rows = []
    names = factor_names.of_assessment(assessment, lang)
    for factor, name in zip(assessment.footprint.flows.factors, names, strict=True):
        source = sources.get(factor.source)
        printed = factor.source if source is None else f"{source.title}, {source.edition}"
        told = f"{printed}: {factor.locator}"
        if factor.region == _DECLARED:
            told = language.word("outputs-x-declared", lang, locator=factor.locator)
        region = "" if factor.region == _DECLARED else f"{factor.region} "
        rows.append(
            (
                outside(name, head=True),
                outside(factor.id),
                figure(factor.kg_co2e, lang, 6),
                words(terms.term("unit", factor.per, lang)),
                words(terms.stages(factor.stages, lang)),
                words(f"{region}{factor.year}"),
                words(language.word("outputs-yes" if factor.proxy else "outputs-no", lang)),
                outside(told, limit=terms.TEXT_LIMIT),
            )
        )
    keys = (
        "factor-label", "factor", "factor-kg", "unit", "stages", "region", "proxy",
        "r-source",
    )  # fmt: skip
    headers = [language.word(f"outputs-{key}", lang) for key in keys]
    return table(language.word("outputs-r-factors-caption", lang), headers, rows)


def _attributions(assessment: Assessment, drawn: Sequence[RouteMap]) -> list[str]:
    """Return the words that each used source's licence asks for, maps included."""
    used = {factor.source for factor in assessment.footprint.flows.factors}
    if drawn:
        used.add(routemap_coast.SOURCE)
    if any(mode == "sea" for one in drawn for mode, _ in one.modes):
        used.add(routemap_lines.SOURCE)
    known = assessment.library.sources
    return [
        f"{known[id].attribution} ({known[id].licence}; {known[id].locator})"
        for id in sorted(used)
        if id in known
    ]
