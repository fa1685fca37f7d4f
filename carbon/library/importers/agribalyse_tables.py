"""ADEME's two published AGRIBALYSE tables, read row by row and checked.

The publisher kept the file name `agribalyse-31-*` when the content moved to edition 3.2, so the
edition is told by a value: raw egg (22000) is 1.88 kg CO2e/kg in 3.2 and 3.168 in 3.1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from pathlib import Path

from carbon.problems import Problem, error, note

CODE, CIQUAL, NAME, LCI_NAME = "Code AGB", "Code CIQUAL", "Nom du Produit en Français", "LCI Name"
DQR, DELIVERY, TOTAL = "DQR", "Livraison", "Changement climatique"
STAGES = (
    "Agriculture",
    "Transformation",
    "Emballage",
    "Transport",
    "Supermarché et distribution",
    "Consommation",
)
FARM = f"{TOTAL} - {STAGES[0]}"
_LUC = f"{TOTAL} - émissions liées au changement d'affectation des sols"
STAGE_COLUMNS = tuple(f"{TOTAL} - {stage}" for stage in STAGES)
LUC_COLUMNS = tuple(f"{_LUC} - {stage}" for stage in STAGES[:3])
IDENTITY = (CODE, CIQUAL, NAME, LCI_NAME)
SYNTHESIS_COLUMNS = (CODE, TOTAL, DQR, DELIVERY)
# Which edition a table is, told by the total of raw egg as printed, to two decimals.
EGG, EDITIONS = "22000", {"1.88": "3.2", "3.17": "3.1"}
_CORRECTED = ("emballage corrigé", "packaging fixed")
_MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table: its cells by heading, and the line it ends on."""

    cells: Mapping[str, str]
    where: str
    line: int


def key(code: str) -> str:
    """Return a code as the tables can be joined by: one of them has lost its leading zeros."""
    return code.strip().lstrip("0")


def read(path: Path, needed: Sequence[str]) -> tuple[dict[str, Record], list[Problem]]:
    """Return the rows of a table by joined code, and what is wrong with the file.

    Of two rows with one code the one with corrected packaging counts; otherwise it is an error.
    """
    name = path.name
    try:
        if path.stat().st_size > _MAX_BYTES:
            return {}, [error("file-too-large", name, found=path.stat().st_size)]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        return {}, [error("text-encoding", name, found=str(wrong.reason))]
    except OSError as wrong:
        return {}, [error("file-unreadable", name, found=wrong.strerror or str(wrong))]
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [column for column in needed if column not in (reader.fieldnames or ())]
        if missing:
            return {}, [error("importer-column-missing", name, found="; ".join(missing))]
        return _by_code(_records(reader, name))
    except csv.Error as wrong:
        return {}, [error("importer-table", f"{name}:{reader.line_num}", found=str(wrong))]


def _records(reader: csv.DictReader[str], name: str) -> Iterator[Record]:
    for cells in reader:
        # A short row leaves None behind, a long one a list; neither is a cell of text.
        texts = {column: cell for column, cell in cells.items() if isinstance(cell, str)}
        yield Record(cells=texts, where=f"{name}:{reader.line_num}", line=reader.line_num)


def _by_code(records: Iterable[Record]) -> tuple[dict[str, Record], list[Problem]]:
    found: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        code = key(record.cells.get(CODE, ""))
        earlier = found.setdefault(code, record)
        if earlier is record:
            continue
        if _corrected(record) == _corrected(earlier):
            problems.append(
                error("importer-code-twice", record.where, found=code, other=earlier.where)
            )
            continue
        kept = record if _corrected(record) else earlier
        found[code] = kept
        problems.append(note("importer-code-corrected", record.where, found=code, kept=kept.where))
    return found, problems


def _corrected(record: Record) -> bool:
    names = " ".join(record.cells.get(column, "") for column in (NAME, LCI_NAME)).casefold()
    return any(mark in names for mark in _CORRECTED)


def number(record: Record, column: str, problems: list[Problem]) -> Decimal | None:
    """Return the number in a cell exactly as printed, or None after noting that it is none."""
    text = record.cells.get(column, "")
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("nan")
    if value.is_finite():
        return value
    problems.append(error("importer-number", record.where, column=column, found=text or "-"))
    return None


def edition(total: Decimal) -> str | None:
    """Return which edition prints this total for raw egg, or None for neither."""
    return EDITIONS.get(str(total.quantize(Decimal("0.01"), ROUND_HALF_EVEN)))


def rounding(value: Decimal, digits: int = 3) -> Decimal:
    """Return how far a value printed with `digits` significant digits may be from the true one."""
    if value.is_zero():
        return Decimal(0)
    return Decimal(5).scaleb(value.adjusted() - digits)
