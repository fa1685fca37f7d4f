"""A published document as finished texts, tables and formulas, and the page that lays them out.

The template holds no figure and no decision: what stands in a document was made here or came from
outside, and everything from outside is escaped and kept apart in <bdi>.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.outputs import pages
from carbon.outputs.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, formula, list or table of a section; exactly one of them is filled."""

    text: str = ""
    formula: str = ""
    items: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered part of a document."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False  # a table that needs the page lying down


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole document: head, sections, foot."""

    lang: str
    title: str
    subtitle: str
    lead: str
    sections: tuple[Section, ...]
    footer: str


def text(of: str) -> Block:
    """Return a paragraph."""
    return Block(text=of)


def formula(of: str) -> Block:
    """Return a formula on a line of its own."""
    return Block(formula=of)


def listed(items: Iterable[str]) -> Block:
    """Return a list."""
    return Block(items=tuple(items))


def tabled(of: Table) -> Block:
    """Return a table."""
    return Block(table=of)


def section(
    key: str, lang: str, blocks: Sequence[Block], *, wide: bool = False, of: str = ""
) -> Section:
    """Return a section whose title is the word `publish-<key>`; `of` is put into its id."""
    title = language.word(f"publish-{key}", lang)
    return Section(id=f"{key}{of}", title=title, blocks=tuple(blocks), wide=wide)


def rendered(page: Page) -> str:
    """Return a document as one self-contained HTML page, without script or outside request."""
    return pages.rendered(
        "document.html.j2",
        folders=("publication", "report"),
        styles=("publication/paper.css",),
        page=page,
        contents=language.word("publish-contents", page.lang),
        skip=language.word("outputs-r-skip", page.lang),
    )
