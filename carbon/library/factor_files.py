"""A listed factor file becomes factors: entries of its own, or a table that stands beside it.

The head says which: `factors:` holds entries; `table:` names a CSV and `kind:` how its rows are
read. Whatever the kind, the head's shared fields hold for every row that does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from carbon.library import foods, spread
from carbon.library.entry import Entry, place
from carbon.library.factors import OWN, SHARED, read_factor, read_freight
from carbon.library.files import Files
from carbon.library.frame import Frame
from carbon.library.records import Factor, Stage
from carbon.library.shelf import Part
from carbon.library.siblings import OWN_OF_A_SIBLING, sibling
from carbon.library.tables import Row, read_table
from carbon.problems import Problem, error

_HEAD = (*SHARED, "factors", "table", "kind")
_PLAIN_NUMBERS = ("value", "year")
FREIGHT_COLUMNS = (  # of a freight table: read here, written by the importers
    "id",
    "label",
    "mode",
    "vehicle",
    "temperature",
    "energy",
    "per",
    "ttw_kg_co2e",
    "wtt_kg_co2e",
    "empty_running_included",
    "payload_t",
    "locator",
    "notes",
)
_FREIGHT_NUMBERS = ("ttw_kg_co2e", "wtt_kg_co2e", "payload_t")
_NOTHING: tuple[Factor, ...] = ()
_FREIGHT_UNITS = {"t*km": "kgCO2e/tonne.km", "km": "kgCO2e/km"}
_REFERENCE_COLUMNS = (
    *("id", "label", "value", "unit", "region", "year"),
    *("n", "sigma_ln", "locator", "commodity", "notes"),
)
_REFERENCE_NUMBERS = ("value", "year", "n", "sigma_ln")


def read_file(name: str, files: Files, frame: Frame) -> Part:
    """Return the factors of one file; what is wrong with it is added to the problems of `files`."""
    content = files.yaml(name)
    if content is None:
        return _NOTHING
    head = Entry(content, f"{name}:1", files.problems)
    head.name = name
    head.only(_HEAD)
    shared = {key: content[key] for key in SHARED if key in content}
    if "table" in content:
        return _read_table(name, head, shared, files, frame)
    listed = content.get("factors")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        head.wrong("library-shape", expected="factors: [...]")
        return _NOTHING
    found = [
        read_factor({**shared, **one}, place(name, one), frame, files.problems) for one in listed
    ]
    return _listed(found, files.problems)


def _listed(found: Iterable[Factor | None], problems: list[Problem]) -> Part:
    """Return what could be read, after noting an id that one file gives twice."""
    factors: dict[str, Factor] = {}
    for factor in found:
        if factor is None:
            continue
        other = factors.setdefault(factor.id, factor)
        if other is not factor:
            values = {"entry": factor.id, "found": factor.id, "other": other.where}
            problems.append(error("library-id-twice", factor.where, **values))
    return tuple(factors.values())


def _read_table(
    name: str, head: Entry, shared: Mapping[str, object], files: Files, frame: Frame
) -> Part:
    kind, table = head.choice("kind", tuple(_READERS)), head.text("table")
    beside = str(PurePosixPath(name).parent / table)
    path = files.path(beside)
    if not head.ok or path is None:
        return _NOTHING
    columns, optional, numbers, reader = _READERS[kind]
    rows, problems = read_table(path, beside, columns=columns, optional=optional, numbers=numbers)
    files.problems += problems
    return reader(rows, shared, frame, files.problems) or _NOTHING


def _plain(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Part:
    found: list[Factor | None] = []
    sample: Factor | None = None
    notes = {"notes": shared["notes"]} if "notes" in shared else {}
    for row in rows:
        factor = None
        if sample is not None:
            factor = sibling(sample, {**notes, **row.cells}, row.where, frame)
        if factor is None:
            factor = read_factor({**shared, **row.cells}, row.where, frame, problems)
            sample = sample or _as_sample(factor, row.cells)
        found.append(factor)
    return _listed(found, problems)


def _as_sample(factor: Factor | None, cells: Mapping[str, object]) -> Factor | None:
    """Return a factor whose other fields are all the head's, or None when its row has own ones."""
    return factor if cells.keys() <= OWN_OF_A_SIBLING else None


def _freight(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Part:
    return _listed((_freight_row(row, shared, frame, problems) for row in rows), problems)


def _references(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Part:
    found: list[Factor | None] = []
    sample: Factor | None = None
    for row in rows:
        factor = _reference(row, shared, sample, frame, problems)
        sample = sample or factor
        found.append(factor)
    return _listed(found, problems)


def _reference(
    row: Row,
    shared: Mapping[str, object],
    sample: Factor | None,
    frame: Frame,
    problems: list[Problem],
) -> Factor | None:
    """Return what studies found for a commodity, as wide as they differ among themselves."""
    own = dict(row.cells)
    entry = Entry(own, row.where, problems)
    count, sigma = entry.optional_number("n"), entry.optional_number("sigma_ln")
    commodity, gwp = entry.optional_text("commodity"), str(shared.get("gwp", ""))
    if not entry.ok:
        return None
    if commodity is not None and commodity not in frame.commodities:
        entry.wrong("library-commodity-unknown", found=commodity)
    own["notes"] = " ".join(str(one["notes"]).strip() for one in (shared, own) if one.get("notes"))
    for column in ("n", "sigma_ln", "commodity"):
        own.pop(column, None)
    studies = 1 if count is None else int(count)
    deviation = None if sigma is None else float(sigma)
    width = spread.of_studies(deviation, studies, gwp, frame.assumptions)
    quality = str(shared.get("quality", "")) if count is None else f"{studies} studies"
    group = commodity or entry.name.partition("@")[0]
    if sample is not None:
        factor = sibling(
            *(sample, own, row.where, frame),
            spread=width,
            quality=quality,
            group=group,
        )
        if factor is not None:
            return factor
    content = {**shared, **own, "spread": width, "quality": quality or None}
    return read_factor({**content, "correlation_group": group}, row.where, frame, problems)


def _freight_row(
    row: Row, shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> Factor | None:
    cells = dict(row.cells)
    entry = Entry(cells, row.where, problems)
    per = entry.choice("per", _FREIGHT_UNITS)
    mode, vehicle = entry.text("mode"), entry.text("vehicle")
    temperature = entry.choice("temperature", ("ambient", "refrigerated"))
    factor_id = entry.text("id")
    if not factor_id.startswith(f"freight/{vehicle}/{temperature}/"):
        entry.wrong("library-id-form", found=factor_id)
    if not entry.ok:
        return None
    notes = " ".join(str(one["notes"]).strip() for one in (shared, cells) if one.get("notes"))
    content = {
        **shared,
        **{
            key: cells[key] for key in cells if key not in ("mode", "vehicle", "temperature", "per")
        },
        "unit": _FREIGHT_UNITS[per],
        "stages": [Stage.TRANSPORT.value],
        "correlation_group": f"freight-{mode}-{vehicle}",
        "notes": notes or None,
    }
    return read_freight(content, row.where, frame, problems)


_Reader = Callable[[Sequence[Row], Mapping[str, object], Frame, list[Problem]], Part | None]
# kind -> required columns, optional columns, columns of numbers, reader of the rows
_READERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], _Reader]] = {
    "plain": (OWN, SHARED, _PLAIN_NUMBERS, _plain),
    "freight": (FREIGHT_COLUMNS, (), _FREIGHT_NUMBERS, _freight),
    "reference": (_REFERENCE_COLUMNS, (), _REFERENCE_NUMBERS, _references),
    "food_stages": (foods.COLUMNS, foods.OPTIONAL, (), foods.read_foods),
}
