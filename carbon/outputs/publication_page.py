"""A published document as finished texts, tables and formulas, and the page that lays them out.

The template holds no figure and no decision: what stands in a document was made here or came from
outside, and everything from outside is escaped and kept apart in <bdi>.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carbon import language, resources
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
    import jinja2

    folder = resources.templates_folder()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(
            [folder / "publication", folder / "report"], encoding="utf-8"
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (folder / "publication" / "paper.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    made = environment.get_template("document.html.j2").render(
        page=page,
        contents=language.word("publish-contents", page.lang),
        skip=language.word("outputs-r-skip", page.lang),
        style=style,
        style_hash=digest,
    )
    return made.rstrip("\n") + "\n"
