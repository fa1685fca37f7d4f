"""What every record shares: its words, its cells with masked figures, its HTML and its Word file.

A record is one Page of finished texts; HTML, PDF and Word are made from the same Page, so that they
cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from carbon import language
from carbon.intake.procedure_records import Mark
from carbon.outputs import pages, terms
from carbon.outputs.citations import cited
from carbon.outputs.publication_page import Block, Page, Section, tabled, text
from carbon.outputs.tables import Cell, outside, table, words
from carbon.tender.protocol.masks import Masks
from carbon.tender.protocol.proceedings import Proceedings

KRONOR = 2  # decimals that a price has at least
OF_TOTALS = 2  # decimals of a total: whole öre, hundredths of a kg
_Told = Callable[[Decimal, str], str]


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the records."""
    return language.word(f"records-{key}", lang, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A reader of a record: what it may see, in which language."""

    of: Proceedings
    masks: Masks
    lang: str

    def word(self, key: str, **values: object) -> str:
        """Return a text of the records in the reader's language."""
        return word(key, self.lang, **values)

    def mark(self, supplier: str, field: str, lot: str = "") -> Mark | None:
        """Return the mark that hides a field from this reader, if any."""
        return self.masks.mark(supplier, field, lot)

    def number(self, value: Decimal | None) -> str:
        """Return a figure with all its digits, or that it is missing: never zero instead."""
        if value is None:
            return self.word("missing")
        return terms.reader_decimal(value, self.lang)

    def cell(
        self, value: Decimal | None, supplier: str, field: str, lot: str, *, least: int = 0
    ) -> Cell:
        """Return a cell with a figure, the mask instead of it, or that it is missing.

        All its digits are shown, and at least so many decimals.
        """
        return self._figure(value, supplier, field, lot, partial(_digits, least=least))

    def total(self, value: Decimal | None, supplier: str, field: str, lot: str) -> Cell:
        """Return a cell with a sum in kronor or kg CO2e, shown with two decimals."""
        return self._figure(value, supplier, field, lot, partial(_rounded, decimals=OF_TOTALS))

    def _figure(
        self, value: Decimal | None, supplier: str, field: str, lot: str, told: _Told
    ) -> Cell:
        mark = self.mark(supplier, field, lot)
        if mark is not None:
            return Cell(text=masked(mark, self.lang), numeric=True, missing=True)
        if value is None:
            return Cell(text=self.word("missing"), numeric=True, missing=True)
        return Cell(text=told(value, self.lang), numeric=True)

    def told(self, value: str, supplier: str, field: str, lot: str = "") -> Cell:
        """Return a cell with a text from outside, or the mask instead of it."""
        mark = self.mark(supplier, field, lot)
        if mark is not None:
            return words(masked(mark, self.lang))
        return outside(value, limit=terms.TEXT_LIMIT)

    def section(
        self, key: str, blocks: Sequence[Block], *, wide: bool = False, number: int | str = ""
    ) -> Section:
        """Return a section whose title is the word `records-<key>`."""
        return Section(id=f"{key}{number}", title=self.word(key), blocks=tuple(blocks), wide=wide)

    def lacking(self, key: str = "block-missing") -> Block:
        """Return the paragraph of a block whose facts nobody has stated."""
        return text(self.word(key))

    def table(self, key: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Block:
        """Return a table whose caption and headings are words of the records."""
        headers = [self.word(f"h-{head}") for head in heads]
        return tabled(table(self.word(f"{key}-caption"), headers, rows))

    def facts(self, key: str, rows: Iterable[tuple[str, Cell]]) -> Block:
        """Return a table of two columns: a word of the records, and its value."""
        return self.labelled(key, ((self.word(label), cell) for label, cell in rows))

    def labelled(self, key: str, rows: Iterable[tuple[str, Cell]]) -> Block:
        """Return a table of two columns: a finished label, and its value."""
        made = [(Cell(text=label, head=True), cell) for label, cell in rows]
        headers = [self.word("h-what"), self.word("h-value")]
        return tabled(table(self.word(f"{key}-caption"), headers, made))


def _digits(value: Decimal, lang: str, least: int) -> str:
    after = terms.plain(value).partition(".")[2]
    return language.number(value, lang, max(len(after), least))


def _rounded(value: Decimal, lang: str, decimals: int) -> str:
    return language.number(value, lang, decimals)


def masked(mark: Mark, lang: str) -> str:
    """Return what stands instead of masked data: that it is masked, and the ground."""
    return word("masked", lang, ground=ground(mark.ground, lang))


def ground(of: str, lang: str) -> str:
    """Return a ground of secrecy as a reader writes it."""
    return word(f"ground-{of.removeprefix('OSL ').replace(':', '-')}", lang)


def provision(of: str, lang: str) -> str:
    """Return a provision that a person wrote, spelled out where it is one we know."""
    return terms.shown(cited(" ".join(of.split()), lang))


def moment(of: str) -> str:
    """Return an ISO date and time as a reader writes it: 2027-03-29 23:59."""
    return of.replace("T", " ", 1)


def name(of: str) -> str:
    """Return the name of a supplier, a person or a lot, made fit to be shown."""
    return terms.shown(of, terms.NAME_LIMIT)


def page(
    shown: Shown,
    *,
    title: str,
    lead: str,
    sections: Sequence[Section],
) -> Page:
    """Return a record as a page, with the head and foot that all of them share."""
    tender = shown.of.assessment.tender
    subtitle = language.word(
        "outputs-decision-subtitle",
        shown.lang,
        buyer=name(tender.buyer),
        reference=name(tender.reference),
        id=name(tender.id),
    )
    footer = language.word(
        "outputs-footer",
        shown.lang,
        version=shown.of.assessment.engine_version,
        edition=shown.of.assessment.library.edition,
    )
    return Page(
        lang=shown.lang,
        title=title,
        subtitle=subtitle,
        lead=lead,
        sections=tuple(sections),
        footer=footer,
    )


def rendered(page: Page, template: str) -> str:
    """Return a page as self-contained HTML, without script or outside request.

    `template` is letter or document; both lie in templates/.
    """
    return pages.rendered(
        f"{template}.html.j2",
        folders=("records", "publication", "report"),
        styles=("publication/paper.css", "records/records.css"),
        page=page,
        contents=language.word("publish-contents", page.lang),
        skip=language.word("outputs-r-skip", page.lang),
    )
