"""products.md: the catalogue by category."""

from __future__ import annotations

from carbon.library import load
from carbon.library.products import is_proxy
from carbon.library.records import Library, Product
from reference.markdown import code, table

_INTRO = """# Produktkatalogen · The product catalogue

{count} produkter. **Likhet** säger hur väl källans livsmedel är samma vara: 1 samma livsmedel · 2
nästan samma · 3 liknande · 4 samma slag · 5 bara samma grupp. Ett **ersättningsvärde** (E)
redovisas för sig i täckningen. Alla uppgifter om en produkt: `carbon factors show ID`. Sök:
`carbon factors search TEXT`.

{count} products. **Match** says how well the source's food is the same food: 1 same food · 2
nearly the same · 3 similar · 4 same kind · 5 only the same group. A **stand-in** (E) is shown
apart in the coverage. Everything about a product: `carbon factors show ID`. Search: `carbon
factors search TEXT`.
"""


def page() -> str:
    """Return the page."""
    library = load.load()
    by_category: dict[str, list[Product]] = {}
    for one in library.products.values():
        by_category.setdefault(one.category, []).append(one)
    lines = [_INTRO.format(count=len(library.products))]
    for category in sorted(by_category):
        found = sorted(by_category[category], key=lambda product: product.id)
        lines += [f"## {category} ({len(found)})", "", *_rows(library, found)]
    return "\n".join(lines)


def _rows(library: Library, products: list[Product]) -> list[str]:
    headings = ("id", "svenska", "English", "likhet · match", "E", "anteckning · note")
    rows = (
        (code(one.id), one.name_sv, one.name_en, one.match_score,
         "E" if is_proxy(one, library.assumption("proxy.from_match_score")) else "", one.note)
        for one in products
    )  # fmt: skip
    return table(headings, rows)
