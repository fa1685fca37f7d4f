"""SOURCES.md: every source of the library, its terms, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from carbon import resources
from carbon.library import bands, load, provenance
from carbon.library.provenance import Use
from carbon.library.records import Library, Source
from reference.markdown import cell, code, table

_INTRO = """# Källor · Sources

Vad emissionsbiblioteket, utgåva {edition}, är hämtat ur: {count} källor. **Erkännande** är de ord
som källans licens ber om, och skrivs ut med varje resultat som vilar på den. Talen säger hur mycket
som vilar på källan.

What the emission-factor library, edition {edition}, was taken from: {count} sources. The
**attribution** is in the words that the source's licence asks for, and is printed with every result
that rests on it. The numbers say how much rests on the source.
"""


def page() -> str:
    """Return the page."""
    folder = resources.factors_folder()
    library = load.load()
    known, _ = bands.read(folder)
    uses = provenance.uses(library, known, folder)
    lines = [_INTRO.format(edition=library.name, count=len(library.sources))]
    lines += ["## Översikt · Overview", "", *_overview(library, uses)]
    for name in sorted(library.sources):
        lines += _source(library.sources[name], uses[name])
    return "\n".join(lines)


def _overview(library: Library, uses: dict[str, Use]) -> list[str]:
    headings = ("id", "faktorer · factors", "produkter · products", "antaganden · assumptions",
                "GWP-tal · warming potentials", "rimlighetsband · bands",
                "andra filer · other files")  # fmt: skip
    rows = (
        (code(name), one.factors, one.products, one.assumptions, one.warming, one.bands,
         len(one.files))
        for name, one in uses.items()
    )  # fmt: skip
    return table(headings, rows)


def _source(source: Source, use: Use) -> Iterator[str]:
    yield from (f"## {source.id}", "", f"**{cell(source.title)}**", "")
    facts = {
        "utgivare · publisher": source.publisher,
        "utgåva · edition": source.edition,
        "publicerad · published": source.published,
        "hämtad · accessed": source.accessed,
        "var · where": source.locator,
        "licens · licence": source.licence,
        "får spridas · may be passed on": "ja · yes" if source.redistributable else "nej · no",
        "erkännande · attribution": source.attribution,
    }
    for name, value in facts.items():
        yield f"- {name}: {cell(value)}"
    if use.files:
        yield f"- filer · files: {', '.join(code(one) for one in use.files)}"
    yield ""
