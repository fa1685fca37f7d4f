"""A listed factor file becomes factors: entries of its own, or a table that stands beside it.

The head says which: `factors:` holds entries; `table:` names a CSV and `kind:` how its rows are
read. Whatever the kind, the head's shared fields hold for every row that does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from carbon.library import foods
from carbon.library.entry import Entry, place
from carbon.library.factors import OWN, SHARED, read_factor, read_freight
from carbon.library.files import Files
from carbon.library.frame import Frame
from carbon.library.records import Factor, Stage
from carbon.library.tables import Row, read_table
from carbon.problems import Problem

_HEAD = (*SHARED, "factors", "table", "kind")
_PLAIN_NUMBERS = ("value", "year")
_FREIGHT_COLUMNS = (
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
_FREIGHT_UNITS = {"t*km": "kgCO2e/tonne.km", "km": "kgCO2e/km"}


def read_file(name: str, files: Files, frame: Frame) -> list[Factor]:
    """Return the factors of one file; what is wrong with it is added to the problems of `files`."""
    content = files.yaml(name)
    if content is None:
        return []
    head = Entry(content, f"{name}:1", files.problems)
    head.name = name
    head.only(_HEAD)
    shared = {key: content[key] for key in SHARED if key in content}
    if "table" in content:
        return _read_table(name, head, shared, files, frame)
    listed = content.get("factors")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        head.wrong("library-shape", expected="factors: [...]")
        return []
    found = [
        read_factor({**shared, **one}, place(name, one), frame, files.problems) for one in listed
    ]
    return [factor for factor in found if factor is not None]


def _read_table(
    name: str, head: Entry, shared: Mapping[str, object], files: Files, frame: Frame
) -> list[Factor]:
    kind, table = head.choice("kind", tuple(_READERS)), head.text("table")
    beside = str(PurePosixPath(name).parent / table)
    path = files.path(beside)
    if not head.ok or path is None:
        return []
    columns, optional, numbers, reader = _READERS[kind]
    rows, problems = read_table(path, beside, columns=columns, optional=optional, numbers=numbers)
    files.problems += problems
    return reader(rows, shared, frame, files.problems)


def _plain(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> list[Factor]:
    found = [read_factor({**shared, **row.cells}, row.where, frame, problems) for row in rows]
    return [factor for factor in found if factor is not None]


def _freight(
    rows: Sequence[Row], shared: Mapping[str, object], frame: Frame, problems: list[Problem]
) -> list[Factor]:
    found = [_freight_row(row, shared, frame, problems) for row in rows]
    return [factor for factor in found if factor is not None]


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


_Reader = Callable[[Sequence[Row], Mapping[str, object], Frame, list[Problem]], list[Factor]]
# kind -> required columns, optional columns, columns of numbers, reader of the rows
_READERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], _Reader]] = {
    "plain": (OWN, SHARED, _PLAIN_NUMBERS, _plain),
    "freight": (_FREIGHT_COLUMNS, (), _FREIGHT_NUMBERS, _freight),
    "food_stages": (foods.COLUMNS, foods.OPTIONAL, foods.NUMBERS, foods.read_foods),
}
