"""What `show` returns, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from carbon import language

_DIGITS = 3  # significant digits that a reader is shown
# Fields of a factor and of a product, in the order in which a reader wants them.
_FACTOR = (
    *("as_printed", "stages", "region", "year", "gwp", "boundary", "allocation", "quality"),
    *("spread", "proxy", "correlation_group", "locator", "review_by", "notes"),
)
_PRODUCT = (
    *("category", "state", "temperature", "match_score", "proxy", "note", "cpv", "ciqual"),
    *("livsmedelsverket", "density_kg_per_l", "unit_mass_kg", "mass_basis", "edible_share"),
    "synonyms",
)


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
    yield from _fields(found, _FACTOR, lang)
    source, selection = found["source"], found["selection"]
    if isinstance(source, Mapping):
        yield f"  {language.word('library-source', lang)}: {source['attribution']}"
        yield f"  {language.word('library-licence', lang)}: {source['licence']}"
    if isinstance(selection, Mapping):
        step = language.word(f"library-step-{selection['step']}", lang)
        yield f"  {language.word('library-selection', lang)}: {step}"
    others = found["preferred_to"]
    for other in others if isinstance(others, list) else ():
        kg = f"{_kg(other['kg_co2e'], lang)} kg CO2e/{other['per']}"
        where = f"{other['source']}, {other['locator']}"
        yield f"  {language.word('library-preferred', lang)}: {kg}  {where}"


def _product_lines(found: Mapping[str, object], lang: str) -> Iterator[str]:
    yield f"{found['id']}: {found['name_sv' if lang == 'sv' else 'name_en']}"
    yield from _fields(found, _PRODUCT, lang)


def _fields(found: Mapping[str, object], names: Sequence[str], lang: str) -> Iterator[str]:
    for key in names:
        shown = _shown(key, found[key], lang)
        if shown:
            yield f"  {language.word(f'library-{key}', lang)}: {shown}"


def _shown(key: str, value: object, lang: str) -> str:
    """Return a field as a reader sees it, empty where nothing is stated."""
    if key == "stages":
        names = value if isinstance(value, list) else []
        words = [language.word_or(f"stage-{one}", lang, str(one)) for one in names]
        return ", ".join(words) or language.word("library-input", lang)
    if isinstance(value, bool):
        return language.word("library-yes" if value else "library-no", lang)
    if isinstance(value, float):
        return figure(value, lang)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, Mapping):  # a spread
        return f"GSD {_kg(value['gsd'], lang)} ({value['basis']})"
    return "" if value is None else language.word_or(f"{key}-{value}", lang, str(value))


def _kg(value: object, lang: str) -> str:
    return figure(value, lang) if isinstance(value, float) else "-"
