"""What `show` returns, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from carbon import language

_DIGITS = 3  # significant digits that a reader is shown
# Fields of a factor and of a product, in the order in which a reader wants them.
_FACTOR = ("as_printed", "region", "year", "gwp", "boundary", "quality", "locator", "review_by")
_PRODUCT = ("category", "state", "temperature", "match_score", "cpv", "ciqual")


def describe_text(found: Mapping[str, object], lang: str) -> Iterator[str]:
    """Yield the lines that describe one factor or product, as `show.describe` returned it."""
    yield from (
        _product_lines(found, lang)
        if "stages" in found and "name_sv" in found
        else (_factor_lines(found, lang))
    )
    yield language.word(
        "library-edition", lang, edition=found["edition"], sha256=found["edition_sha256"]
    )


def figure(value: float, lang: str) -> str:
    """Return a number with three significant digits, as the reader writes it."""
    if value == 0:
        return language.number(0, lang)
    exact = Decimal(repr(value))
    return language.number(exact, lang, max(_DIGITS - 1 - exact.adjusted(), 0))


def _factor_lines(found: Mapping[str, object], lang: str) -> Iterator[str]:
    yield f"{found['id']}: {found['label']}"
    yield f"  {_kg(found['kg_co2e'], lang)} kg CO2e/{found['per']}"
    interval = found["interval_95"]
    if isinstance(interval, list):
        low, high = (_kg(bound, lang) for bound in interval)
        yield "  " + language.word("library-interval", lang, low=low, high=high)
    for key in _FACTOR:
        if found[key] not in (None, ""):
            yield f"  {language.word(f'library-{key}', lang)}: {found[key]}"
    source, selection = found["source"], found["selection"]
    if isinstance(source, Mapping):
        yield f"  {language.word('library-source', lang)}: {source['attribution']}"
    if isinstance(selection, Mapping):
        step = language.word(f"library-step-{selection['step']}", lang)
        yield f"  {language.word('library-selection', lang)}: {step}"


def _product_lines(found: Mapping[str, object], lang: str) -> Iterator[str]:
    yield f"{found['id']}: {found['name_sv' if lang == 'sv' else 'name_en']}"
    for key in _PRODUCT:
        if found[key] not in (None, ""):
            shown = language.word_or(f"{key}-{found[key]}", lang, str(found[key]))
            yield f"  {language.word(f'library-{key}', lang)}: {shown}"


def _kg(value: object, lang: str) -> str:
    return figure(value, lang) if isinstance(value, float) else "-"
