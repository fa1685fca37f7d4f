"""factors.md: sources, factor files, the small tables of factors, and every assumption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from carbon.library import load
from carbon.library.records import Factor, Library
from reference.markdown import code, table

_TABLES = (
    ("Frakt · Freight", "freight/"),
    ("Omlastning · Transhipment", "hub/"),
    ("Lager · Storage", "storage/"),
    ("Förpackningsmaterial · Packaging material", "packaging/"),
    ("El · Electricity", "energy/electricity"),
    ("Bränslen · Fuels", "energy/fuel"),
)
_INTRO = """# Emissionsfaktorer och antaganden · Emission factors and assumptions

Biblioteket, utgåva {edition}: {factors} faktorer, {products} produkter, {assumptions} antaganden.
Livsmedlens faktorer står inte här utan visas med `carbon factors show`;
[produkterna](products.md) har en egen sida. Värden är kg CO2e per enhet, visade med
sex siffror.

The library, edition {edition}: {factors} factors, {products} products, {assumptions} assumptions.
The factors of foods are not listed here but shown by `carbon factors show`;
[products](products.md) have a page of their own. Values are kg CO2e per unit, shown with
six digits.
"""


def page() -> str:
    """Return the page."""
    library = load.load()
    factors = [one for several in library.factors.values() for one in several]
    counts = {
        "edition": library.name,
        "factors": len(factors),
        "products": len(library.products),
        "assumptions": len(library.assumptions),
    }
    lines = [_INTRO.format(**counts), *_sources(library), *_files(factors)]
    for title, stem in _TABLES:
        chosen = [one for one in factors if one.id.startswith(stem)]
        if chosen:
            lines += [f"## {title}", "", *_shown(chosen)]
    return "\n".join([*lines, *_assumptions(library)])


def _sources(library: Library) -> list[str]:
    rows = (
        (code(one.id), one.title, one.edition, one.locator, one.licence, one.attribution)
        for one in sorted(library.sources.values(), key=lambda source: source.id)
    )
    headings = ("id", "källa · source", "utgåva · edition", "var · where", "licens · licence",
                "erkännande · attribution")  # fmt: skip
    return ["## Källor · Sources", "", *table(headings, rows)]


def _file(factor: Factor) -> str:
    return factor.where.partition(":")[0]


def _files(factors: Iterable[Factor]) -> list[str]:
    by_file: dict[str, list[Factor]] = {}
    for one in factors:
        by_file.setdefault(_file(one), []).append(one)
    rows = (
        (code(name), len(found), _counted(found, _stages), _several(found, lambda f: f.source),
         _several(found, lambda f: f.gwp), _several(found, lambda f: str(f.year)))
        for name, found in sorted(by_file.items())
    )  # fmt: skip
    headings = ("fil i factors/ · file in factors/", "antal · count", "livscykelsteg · stages",
                "källa · source", "GWP", "år · year")  # fmt: skip
    return ["## Filer · Files", "", *table(headings, rows)]


def _stages(factor: Factor) -> str:
    return "+".join(stage.value for stage in factor.stages) or "input"


def _counted(found: list[Factor], key: Callable[[Factor], str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(Counter(map(key, found)).items()))


def _several(found: list[Factor], key: Callable[[Factor], str]) -> str:
    return ", ".join(sorted(set(map(key, found))))


def _shown(factors: list[Factor]) -> list[str]:
    rows: list[tuple[str, ...]] = [
        (code(one.id), one.label, _figure(one.kg_co2e), one.per) for one in factors
    ]
    headings = ["id", "vad · what", "kg CO2e", "per"]
    if any(one.ttw_kg_co2e is not None for one in factors):
        headings += ["i fordonet · TTW", "före fordonet · WTT", "medellast t · mean load t"]
        more = [
            (_figure(one.ttw_kg_co2e), _figure(one.wtt_kg_co2e), _figure(one.payload_t))
            for one in factors
        ]
        rows = [(*row, *rest) for row, rest in zip(rows, more, strict=True)]
    return table(headings, rows)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.9g}"


def _assumptions(library: Library) -> list[str]:
    rows = (
        (code(one.id), _plain(one.value), one.unit, one.reason, one.source, one.review_by)
        for one in sorted(library.assumptions.values(), key=lambda assumption: assumption.id)
    )
    headings = ("id", "värde · value", "enhet · unit", "skäl · reason", "källa · source",
                "ses över · review by")  # fmt: skip
    return ["## Antaganden · Assumptions", "", *table(headings, rows)]
