"""The explanation of a line as one HTML page: to print, to send, to put in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.outputs import explain_flows, ownfiles, pages, terms
from carbon.outputs import explain_tables as tables
from carbon.outputs import explain_text as text
from carbon.outputs import explain_words as say
from carbon.outputs.explain_line import taken_apart
from carbon.outputs.explain_records import Explanation
from carbon.outputs.tables import Table
from carbon.tender.records import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page: a heading, sentences, tables."""

    title: str
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def page(assessment: Assessment, supplier: str, line: str, lang: str) -> str:
    """Return the page, self-contained and without script, in Swedish or English."""
    found = taken_apart(assessment, supplier, line)
    title = say.word(
        "title",
        lang,
        line=terms.shown(found.score.line.number, terms.NAME_LIMIT),
        supplier=terms.shown(found.offer.supplier, terms.NAME_LIMIT),
    )
    return rendered(
        title,
        list(text.head(found, lang)),
        [f"{name}: {total}" for name, total in _verdict(found, lang)] + [say.rank(found, lang)],
        list(_sections(assessment, found, lang)),
        next(text.origin(assessment, lang)),
        lang,
    )


def rendered(
    title: str,
    head: Sequence[str],
    verdict: Sequence[str],
    sections: Sequence[Section],
    footer: str,
    lang: str,
) -> str:
    """Return finished texts and tables as a page that may run and load nothing."""
    return pages.rendered(
        "explain.html.j2",
        folders=("explain", "report"),
        styles=("report/style.css",),
        lang=lang,
        title=title,
        skip=say.word("skip", lang),
        head=head,
        verdict=verdict,
        sections=sections,
        footer=footer,
    )


def _verdict(found: Explanation, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the three figures that people ask for: emissions, price and part of J."""
    for level in ("line-kg", "line-price", "line-j"):
        for one in found.sums:
            if one.level == level:
                yield say.sum_name(one, found, lang), say.total(one, found, lang)


def _sections(assessment: Assessment, found: Explanation, lang: str) -> Iterator[Section]:
    if found.own is not None:
        yield Section(
            title=language.word("own-file-heading", lang),
            notes=tuple(ownfiles.told(found.own, say.unit_of(found, lang), lang)),
        )
    yield Section(
        title=say.word("page-flows", lang),
        notes=tuple(explain_flows.notes(assessment, found, lang)),
        tables=tables.flows(assessment, found, lang),
    )
    yield Section(title=say.word("page-sums", lang), tables=(tables.sums(found, lang),))
    yield Section(title=say.word("page-lines", lang), tables=(tables.lines(found, lang),))
    parts = (
        ("assumptions", tables.assumptions(found, lang)),
        ("read", tables.reads(found, lang)),
        ("remarks", tables.remarks(found, lang)),
    )
    for key, table in parts:
        if table is not None:
            yield Section(title=say.word(f"heading-{key}", lang), tables=(table,))
