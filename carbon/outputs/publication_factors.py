"""Defaults, factors and sources in a published document, each as the method pack has it."""

from __future__ import annotations

from decimal import Decimal

from carbon import language
from carbon.library.records import Factor
from carbon.outputs import terms
from carbon.outputs.publication_page import Section, listed, section, tabled, text
from carbon.outputs.publication_rule import decimal, word
from carbon.outputs.tables import Cell, Table, outside, table, words
from carbon.tender.publication.publish import Publication
from carbon.tender.records import Lot

_LEVELS = ("1", "2", "3")


def defaults(of: Publication, lang: str) -> Section:
    """Return what a line counts as when an offer says nothing, and how to replace it."""
    tender = of.pack.tender
    level = tender.accepted_evidence_level
    blocks = [
        text(word("defaults-why", lang)),
        text(word("defaults-replace", lang, level=level, date=tender.as_of)),
        listed(word(f"level-{one}", lang) for one in _LEVELS),
        text(word("defaults-files", lang, years=_valid_years(of))),
        text(word("defaults-same", lang)),
        *[tabled(_default_table(of, lot, lang)) for lot in tender.lots],
        text(word("defaults-silence", lang)),
    ]
    return section("defaults", lang, blocks)


def _valid_years(of: Publication) -> str:
    """Return for how many years figures count after their period, as the terms have it."""
    known = of.pack.library.assumptions.get("evidence.valid_years")
    return "-" if known is None else f"{float(known.value):g}"


def _default_table(of: Publication, lot: Lot, lang: str) -> Table:
    stages = of.pack.tender.boundary
    known = {one["input"]["line"]: one["output"] for one in of.vectors["defaults"]}
    rows = []
    for line in lot.lines:
        output = known.get(line.id, {"stages": {}, "kg_co2e_per_unit": None})
        found = [output["stages"].get(str(stage)) for stage in stages]
        rows.append(
            (
                outside(f"{line.number} {line.name}", head=True),
                words(terms.term("unit", line.unit, lang)),
                *(decimal(None if kg is None else Decimal(kg), lang) for kg in found),
                _total(output["kg_co2e_per_unit"], lang),
            )
        )
    caption = word("defaults-caption", lang, lot=terms.shown(lot.title, terms.NAME_LIMIT))
    headers = [word("h-line", lang), word("h-unit", lang)]
    headers += [*(terms.stage(stage, lang) for stage in stages), word("h-total", lang)]
    return table(caption, headers, rows)


def _total(kg: str | None, lang: str) -> Cell:
    return decimal(None if kg is None else Decimal(kg), lang)


def tables(of: Publication, lang: str) -> list[Section]:
    """Return the annexes: factors that can be used, sources, parameters."""
    return [_factors(of, lang), _sources(of, lang), _parameters(of, lang)]


def _factors(of: Publication, lang: str) -> Section:
    keys = ("factor", "label", "kg", "per", "stages", "region", "spread", "source")
    rows = [_factor(one, lang) for one in of.pack.factors]
    made = table(word("factors-caption", lang, count=len(rows)),
                 [word(f"h-{key}", lang) for key in keys], rows)  # fmt: skip
    blocks = [text(word("factors-why", lang)), text(word("factors-other", lang)), tabled(made)]
    return section("factors", lang, blocks, wide=True)


def _factor(factor: Factor, lang: str) -> tuple[Cell, ...]:
    proxy = f" · {word('proxy', lang)}" if factor.proxy else ""
    return (
        outside(factor.id, head=True),
        outside(f"{factor.label}{proxy}"),
        decimal(Decimal(repr(factor.kg_co2e)), lang),
        words(terms.term("unit", factor.per, lang)),
        words(terms.stages(factor.stages, lang)),
        words(f"{factor.region} {factor.year}, {factor.gwp}"),
        words(f"×/÷ {language.number(factor.spread.gsd, lang, 2)}"),
        outside(f"{factor.source}, {factor.locator}", limit=terms.TEXT_LIMIT),
    )


def _sources(of: Publication, lang: str) -> Section:
    library = of.pack.library
    used = {one.source for one in of.pack.factors}
    used |= {one.source for one in library.assumptions.values()}
    rows = [
        (
            outside(one.id, head=True),
            outside(f"{one.title}, {one.edition} ({one.published})", limit=terms.TEXT_LIMIT),
            outside(one.publisher),
            outside(one.licence),
            outside(one.attribution, limit=terms.TEXT_LIMIT),
            outside(one.locator),
        )
        for one in (library.sources[id_] for id_ in sorted(used) if id_ in library.sources)
    ]
    keys = ("source", "edition", "publisher", "licence", "attribution", "address")
    headers = [word(f"h-{key}", lang) for key in keys]
    made = table(word("sources-caption", lang), headers, rows)
    return section("sources", lang, [text(word("sources-why", lang)), tabled(made)], wide=True)


def _parameters(of: Publication, lang: str) -> Section:
    rows = [
        (
            outside(id_, head=True),
            outside(str(one.value)),
            outside(one.unit),
            outside(one.reason, limit=terms.TEXT_LIMIT),
            outside(f"{one.source}, {one.locator}", limit=terms.TEXT_LIMIT),
        )
        for id_, one in sorted(of.pack.library.assumptions.items())
    ]
    keys = ("parameter", "value", "unit", "reason", "source")
    headers = [word(f"h-{key}", lang) for key in keys]
    made = table(word("parameters-caption", lang), headers, rows)
    blocks = [text(word("parameters-why", lang)), tabled(made)]
    return section("parameters", lang, blocks, wide=True)
