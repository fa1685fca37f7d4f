"""A row of a food table stands for one factor per life-cycle stage, and the way to the plant.

The table keeps the transport, shop and home stages of its source for reference; they are never
counted, since an offer's own legs and the method's storage stand in their place. Every row is
checked when the table is read; its factors are made when somebody asks for them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from carbon.library import spread
from carbon.library.entry import Entry
from carbon.library.factors import read_factor
from carbon.library.frame import Frame
from carbon.library.records import Commodity, Factor, Spread, Stage
from carbon.library.tables import Row, as_number
from carbon.problems import Problem, error

NEEDED = (
    "inbound.processing_threshold",
    "inbound.transport_share",
    "inbound.ceiling",
)
NUMBERS = (
    *("farm", "land_use_change", "processing", "packaging"),
    *("source_transport", "source_retail", "source_consumption", "dqr"),
)
COLUMNS = ("code_agb", "ciqual", "slug", "name_fr", "lci_name", *NUMBERS, "delivery", "row")
OPTIONAL = ("group", "subgroup", "season", "air", "note")
INBOUND = "inbound"
_UNIT = "kgCO2e/kg"
# How the source names the column behind each stage.
_PRINTED_COLUMN: Mapping[Stage, str] = {
    Stage.FARM: "Agriculture",
    Stage.LAND_USE_CHANGE: (
        "émissions liées au changement d'affectation des sols - "
        "Agriculture + Transformation + Emballage"
    ),
    Stage.PROCESSING: "Transformation",
    Stage.PACKAGING: "Emballage",
}
_COLUMN = {stage: stage.value for stage in _PRINTED_COLUMN}
_STAGE = {stage.value: stage for stage in _PRINTED_COLUMN}
_TEXTS = ("code_agb", "slug", "lci_name", "row")
_WORST_RATING = 5
_SLUG = re.compile(r"[a-z0-9_.-]+\Z")
# A table that corrects the farm stage alone comes from an edition that prints no such part.
_PART_OF_3_2 = "the land-use-change part that edition 3.2 prints for it"
_HOW = {Stage.LAND_USE_CHANGE.value: "sum of printed parts", INBOUND: "rule inbound-1"}
_UNDIVIDED = "the source does not tell transport before the plant from transport after it."


class FoodTable:
    """The foods of one release; a class because its factors are made one by one, when asked for.

    `rows` are checked; `sample` holds what all of them share.
    """

    def __init__(self, rows: Mapping[str, Row], sample: Factor, frame: Frame) -> None:
        self.rows = rows
        self.sample = sample
        self._frame = frame

    def ids(self) -> Iterator[str]:
        """Yield the id of every factor: a stage whose cell is empty has none."""
        for slug, row in self.rows.items():
            for part in _COLUMN.values():
                if part in row.cells:
                    yield self._id(slug, part)
            if self._inbound_kg(row) is not None:
                yield self._id(slug, INBOUND)

    def parts_of(self, thing: str) -> Mapping[str, str]:
        """Return the ids of a food, `food/<slug>`, by their part."""
        domain, _, slug = thing.partition("/")
        row = self.rows.get(slug)
        if row is None or domain != "food":
            return {}
        found = {part: self._id(slug, part) for part in _STAGE if part in row.cells}
        if self._inbound_kg(row) is not None:
            found[INBOUND] = self._id(slug, INBOUND)
        return found

    def find(self, factor_id: str) -> Factor | None:
        """Return the factor of an id, or None when the table has no such figure."""
        stem, _, region = factor_id.partition("@")
        domain, _, rest = stem.partition("/")
        slug, _, part = rest.partition("/")
        row = self.rows.get(slug)
        if row is None or domain != "food" or region != self.sample.region:
            return None
        if part == INBOUND:
            kg = self._inbound_kg(row)
            return None if kg is None else self._inbound(row, kg)
        stage = _STAGE.get(part)
        value = None if stage is None else _decimal(row, part)
        return None if stage is None or value is None else self._stage(row, stage, value)

    def _id(self, slug: str, part: str) -> str:
        return f"food/{slug}/{part}@{self.sample.region}"

    def _stage(self, row: Row, stage: Stage, kg: Decimal) -> Factor:
        column = _PRINTED_COLUMN[stage]
        luc = Stage.LAND_USE_CHANGE
        own = "its own land-use-change part" if luc.value in row.cells else _PART_OF_3_2
        less = "" if stage is luc else f", less {own}"
        return self._factor(
            row,
            stage=stage,
            part=stage.value,
            label=stage.value.replace("_", " "),
            kg=kg,
            locator=f"{_place(row)} - {column}{less}",
            width=self._width(row),
            notes=self.sample.notes,
        )

    def _inbound_kg(self, row: Row) -> Decimal | None:
        return inbound_kg(
            _decimal(row, Stage.PROCESSING.value), _decimal(row, "source_transport"), self._frame
        )

    def _inbound(self, row: Row, kg: Decimal) -> Factor:
        share, ceiling = (self._frame.assumptions[key].value for key in NEEDED[1:])
        wide = spread.of_rule("category_default", self._frame.assumptions)
        return self._factor(
            row,
            stage=Stage.TRANSPORT,
            part=INBOUND,
            label="raw material to the plant",
            kg=kg,
            locator=f"{_place(row)} - Transport; rule inbound-1: min({share} x value, {ceiling})",
            width=max(wide, self._width(row), key=lambda one: one.gsd),
            notes=f"Assumed: {_UNDIVIDED} {self.sample.notes}".strip(),
        )

    def _commodity(self, row: Row) -> Commodity | None:
        return self._frame.commodity_of(str(row.cells["code_agb"]))

    def _width(self, row: Row) -> Spread:
        dqr = float(str(row.cells["dqr"]))
        return spread.of_dqr(dqr, self.sample.gwp, self._frame.assumptions, self._commodity(row))

    def _factor(
        self,
        row: Row,
        *,
        stage: Stage,
        part: str,
        label: str,
        kg: Decimal,
        locator: str,
        width: Spread,
        notes: str,
    ) -> Factor:
        cells, sample, commodity = row.cells, self.sample, self._commodity(row)
        slug = str(cells["slug"])
        return Factor(
            id=self._id(slug, part),
            label=f"{cells['lci_name']}: {label}",
            kg_co2e=float(kg),
            per=sample.per,
            as_printed=f"{kg} {_UNIT}, derived: {_HOW.get(part, 'printed less land-use change')}",
            stages=(stage,),
            region=sample.region,
            year=sample.year,
            gwp=sample.gwp,
            boundary=sample.boundary,
            allocation=sample.allocation,
            spread=width,
            quality=f"DQR {float(str(cells['dqr'])):g}",
            source=sample.source,
            locator=locator,
            review_by=sample.review_by,
            proxy=sample.proxy,
            correlation_group=slug if commodity is None else commodity.id,
            where=row.where,
            notes=notes,
        )


def read_foods(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> FoodTable | None:
    """Return a food table, or None after noting what is wrong with its head.

    A stage whose cell is empty gets no factor: empty is not zero. What the head says is checked
    once, on a sample; each row is looked at here, and left out when anything in it is wrong.
    """
    sample = _sample(rows, shared, frame, problems)
    if sample is None:
        return None
    good: dict[str, Row] = {}
    for row in rows:
        if not _is_plain(row.cells) and not _is_good(row, problems):
            continue
        slug = str(row.cells["slug"])
        if slug in good:
            other = good[slug].where
            problems.append(
                error("library-id-twice", row.where, entry=slug, found=slug, other=other)
            )
        good.setdefault(slug, row)
    return FoodTable(good, sample, frame)


def _sample(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Factor | None:
    if not rows:
        return None
    own = {
        "id": f"food/sample/farm@{shared.get('region')}",
        "label": "sample",
        "value": 0,
        "unit": _UNIT,
        "stages": [Stage.FARM.value],
        "locator": "sample",
        "spread": Spread(gsd=1.0, basis=""),
        "quality": "sample",
        "correlation_group": "sample",
    }
    return read_factor({**shared, **own}, rows[0].where, frame, problems)


def inbound_kg(
    processing: Decimal | None, transport: Decimal | None, frame: Frame
) -> Decimal | None:
    """Return kg CO2e per kg for the way from farm to plant, or None when there is none to count.

    A food that is not processed has no plant; for others a share of the source's undivided
    transport is kept, up to a ceiling (factor rule inbound-1, factors/assumptions/inbound.yaml).
    """
    if processing is None or transport is None:
        return None
    threshold, share, ceiling = (
        Decimal(repr(float(frame.assumptions[key].value))) for key in NEEDED
    )
    if processing < threshold:
        return None
    kept = min(share * transport, ceiling)
    return kept if kept > 0 else None


def _is_plain(cells: Mapping[str, object]) -> bool:
    """Tell, as quickly as can be, whether nothing is wrong with a row."""
    try:
        if not all(cells.get(name) for name in _TEXTS) or not _SLUG.match(str(cells["slug"])):
            return False
        for name in NUMBERS:
            text = cells.get(name)
            if text is None:
                continue
            value = float(str(text))
            if not math.isfinite(value) or (value < 0 and name != Stage.LAND_USE_CHANGE.value):
                return False
        return 1 <= float(str(cells["dqr"])) <= _WORST_RATING
    except (KeyError, ValueError):
        return False


def _is_good(row: Row, problems: list[Problem]) -> bool:
    """Note everything that is wrong with a row; True when it was only unusual."""
    numbers = {name: as_number(str(row.cells[name])) for name in NUMBERS if name in row.cells}
    entry = Entry({"id": row.cells.get("slug"), **row.cells, **numbers}, row.where, problems)
    for name in _TEXTS:
        entry.text(name)
    slug, dqr = str(row.cells.get("slug", "")), float(entry.number("dqr"))
    if slug and not _SLUG.match(slug):
        entry.wrong("library-id-form", found=slug)
    for name in NUMBERS:
        value = entry.optional_number(name)
        if value is not None and value < 0 and name != Stage.LAND_USE_CHANGE.value:
            entry.wrong("library-value-negative", found=value)
    if entry.ok and not 1 <= dqr <= _WORST_RATING:
        entry.wrong("library-field-type", field="dqr", found=dqr, expected="1-5")
    return entry.ok


def _decimal(row: Row, column: str) -> Decimal | None:
    text = row.cells.get(column)
    return None if text is None else Decimal(str(text))


def _place(row: Row) -> str:
    line, code = row.cells["row"], row.cells["code_agb"]
    return f"détail par étape, row {line} (Code AGB {code}), Changement climatique"
