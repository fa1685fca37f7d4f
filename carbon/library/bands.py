"""Plausibility bands: what other sources say of a food, and whether the library lies near it.

A band warns and never computes. It is read from factors/bands.csv, whose rule stands in bands.yaml;
a food outside its band is told with the reason that the table gives, or asked for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from carbon import yamlfile
from carbon.library.entry import Entry
from carbon.library.records import Library, Product, Stage
from carbon.library.tables import Row, read_table
from carbon.problems import Problem, error, note, warning

HEAD = "bands.yaml"
WHOLESALE, FARM = "wholesale", "farm"
_COLUMNS = (
    "product",
    "compared",
    "low",
    "high",
    "unit",
    "values",
    "own_transport",
    "source",
    "locator",
    "reason",
)
_NUMBERS = ("low", "high", "own_transport")
_HEAD_FIELDS = ("table", "between_sources_sigma", "source", "locator", "rule", "compared")
_UNIT = "kg CO2e/kg"
_LIST = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Between what one kg of a product should lie, according to other sources."""

    product: str  # Product.id
    compared: str  # wholesale: all stages but the offer's transport; farm: the farm stage alone
    low: float  # kg CO2e per kg
    high: float
    values: Mapping[str, Decimal]  # Source.id -> its own figure; empty for a published band
    own_transport: Decimal | None  # share of transport and retail in the library's own source
    sources: tuple[str, ...]
    locator: str
    reason: str  # why the library lies outside; empty where it lies inside
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A band held against the library."""

    band: Band
    product: Product
    kg_co2e: float  # of one kg, over the stages that the band compares

    @property
    def inside(self) -> bool:
        """Tell whether the library lies within the band."""
        return self.band.low <= self.kg_co2e <= self.band.high


def read(folder: Path) -> tuple[tuple[Band, ...], list[Problem]]:
    """Return the bands of a library folder and what is wrong with them; none where it has none."""
    if not (folder / HEAD).is_file():
        return (), []
    content, problems = yamlfile.read(folder / HEAD, HEAD)
    if not isinstance(content, dict):
        return (), problems or [error("library-shape", HEAD, entry="-", expected="mapping")]
    head = Entry(content, f"{HEAD}:1", problems)
    head.name = HEAD
    head.only(_HEAD_FIELDS)
    name = head.text("table")
    if not head.ok or Path(name).name != name:
        return (), problems or [error("library-path", HEAD, found=name)]
    rows, wrong = read_table(folder / name, name, columns=_COLUMNS, numbers=_NUMBERS)
    problems += wrong
    found = [_band(row, problems) for row in rows]
    bands = [one for one in found if one is not None]
    problems += _twice(bands)
    return tuple(sorted(bands, key=lambda one: (one.product, one.compared))), problems


def _band(row: Row, problems: list[Problem]) -> Band | None:
    entry = Entry(row.cells, row.where, problems)
    entry.name = entry.text("product")
    low, high = float(entry.number("low")), float(entry.number("high"))
    if low > high:
        entry.wrong("library-field-type", field="low", found=low, expected=f"<= {high}")
    entry.choice("unit", (_UNIT,))
    share = entry.optional_number("own_transport")
    band = Band(
        product=entry.name,
        compared=entry.choice("compared", (WHOLESALE, FARM)),
        low=low,
        high=high,
        values=_values(entry),
        own_transport=None if share is None else Decimal(str(share)),
        sources=tuple(entry.text("source").split(_LIST)),
        locator=entry.text("locator"),
        reason=entry.optional_text("reason") or "",
        where=row.where,
    )
    return band if entry.ok else None


def _values(entry: Entry) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    for part in (entry.optional_text("values") or "").split(_LIST):
        source, equals, figure = part.partition("=")
        if not part:
            continue
        if not equals or not figure.replace(".", "", 1).isdecimal():
            entry.wrong("library-field-type", field="values", found=part, expected="source=1.23")
            continue
        values[source] = Decimal(figure)
    return values


def _twice(bands: Sequence[Band]) -> list[Problem]:
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for one in bands:
        other = seen.setdefault((one.product, one.compared), one.where)
        if other != one.where:
            found = f"{one.product} {one.compared}"
            problems.append(error("library-id-twice", one.where, found=found, other=other))
    return problems


def wholesale_value(library: Library, product: Product) -> float:
    """Return kg CO2e of one kg from farm to wholesaler, without the offer's own transport.

    All stages of the catalogue with raw-material transport; a factor that covers several stages
    counts once.
    """
    ids = {*product.factors.values(), *([product.inbound] if product.inbound else [])}
    return sum(library.factors[factor_id][0].kg_co2e for factor_id in sorted(ids))


def hold(library: Library, bands: Sequence[Band]) -> tuple[tuple[Held, ...], list[Problem]]:
    """Return each band with the library's own value, and a problem where that cannot be."""
    held: list[Held] = []
    problems: list[Problem] = []
    for band in bands:
        problems += [
            error("library-source-unknown", band.where, entry=band.product, found=source)
            for source in {*band.sources, *band.values}
            if source not in library.sources
        ]
        product = library.products.get(band.product)
        value = None if product is None else _value(library, product, band.compared)
        if product is None or value is None:
            problems.append(warning("library-band-product-missing", band.where, found=band.product))
        else:
            held.append(Held(band=band, product=product, kg_co2e=value))
    return tuple(held), problems


def _value(library: Library, product: Product, compared: str) -> float | None:
    """Return the library's figure; None where the farm stage is not stated by itself."""
    if compared == WHOLESALE:
        return wholesale_value(library, product)
    factor_id = product.factors.get(Stage.FARM)
    factor = library.factors[factor_id][0] if factor_id is not None else None
    return factor.kg_co2e if factor is not None and factor.stages == (Stage.FARM,) else None


def judge(held: Sequence[Held]) -> list[Problem]:
    """Return a warning for each food outside its band without a reason, and for idle reasons.

    A food outside with a reason is a note: somebody has looked at it.
    """
    problems: list[Problem] = []
    for one in held:
        values = {
            "entry": one.product.id,
            "found": f"{one.kg_co2e:.3g}",
            "low": f"{one.band.low:.3g}",
            "high": f"{one.band.high:.3g}",
        }
        where, reason = one.band.where, one.band.reason
        if not one.inside and reason:
            problems.append(note("library-band-explained", where, reason=reason, **values))
        elif not one.inside:
            problems.append(warning("library-out-of-band", where, **values))
        elif reason:
            problems.append(warning("library-band-reason-idle", where, **values))
    return problems
