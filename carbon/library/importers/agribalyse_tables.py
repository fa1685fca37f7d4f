"""ADEME's published AGRIBALYSE tables, told apart by their columns and by a value, and checked.

The publisher kept the file name `agribalyse-31-*` when the content moved to edition 3.2, so no name
is believed: raw egg (22000) is 1.88 kg CO2e/kg in 3.2 and 3.168 in 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error, has_errors, note, warning

CODE, CIQUAL, NAME, LCI_NAME = "Code AGB", "Code CIQUAL", "Nom du Produit en Français", "LCI Name"
GROUP, SUBGROUP = "Groupe d'aliment", "Sous-groupe d'aliment"
TOTAL, DQR, DELIVERY = "Changement climatique", "DQR", "Livraison"
SEASON, AIR = "code saison", "code avion"
STAGES = (
    "Agriculture",
    "Transformation",
    "Emballage",
    "Transport",
    "Supermarché et distribution",
    "Consommation",
)
_LUC = f"{TOTAL} - émissions liées au changement d'affectation des sols"
STAGE_COLUMNS = tuple(f"{TOTAL} - {stage}" for stage in STAGES)
LUC_COLUMNS = tuple(f"{_LUC} - {stage}" for stage in STAGES[:3])
STAGE_DQR = "DQR - Global"
IDENTITY = (CODE, CIQUAL, GROUP, SUBGROUP, NAME, LCI_NAME)
STAGE_TABLE = (*IDENTITY, *STAGE_COLUMNS, STAGE_DQR)
SYNTHESIS = (CODE, TOTAL, DQR, DELIVERY, SEASON, AIR)
# Which edition a table is, told by the total of raw egg as printed, to two decimals.
EGG, EDITIONS = "22000", {"1.88": "3.2", "3.17": "3.1"}
_CORRECTED = ("emballage corrigé", "packaging fixed")
_HEADING_WITHIN = 20  # rows from the top; a workbook's sheet may begin with a title
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+([eE][-+]?[0-9]+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table: its cells by heading, the place for messages, and its line."""

    cells: Mapping[str, str]
    where: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A table that was recognised: stage table or synthesis of one edition, rows by joined code."""

    kind: str  # stages, synthesis
    edition: str | None  # 3.2, 3.1; None when the egg says neither
    egg: Decimal | None  # kg CO2e per kg; None when it is not there
    file: str
    rows: Mapping[str, Record]


def key(code: str) -> str:
    """Return a code as the tables can be joined by.

    The synthesis has lost leading zeros, and 3.1 writes a variant `9340 2` that 3.2 calls `9340_2`.
    """
    return code.strip().lstrip("0").replace(" ", "_")


def recognise(tables: Sequence[PublishedTable]) -> tuple[list[Release], list[Problem]]:
    """Return the AGRIBALYSE tables among `tables` and what is wrong with any of them.

    A sheet without the heading `Code AGB` is passed over: a workbook has a front sheet, too.
    """
    releases: list[Release] = []
    problems: list[Problem] = []
    for table in tables:
        heading = _heading(table)
        if heading is None:
            if not table.sheet:
                problems.append(error("importer-column-missing", table.file, found=CODE))
            continue
        release = _release(table, heading, problems)
        if release is not None:
            releases.append(release)
    if not releases and not problems:
        names = "; ".join(sorted({table.file for table in tables}))
        problems.append(error("importer-column-missing", names or "-", found=CODE))
    return releases, problems


def _heading(table: PublishedTable) -> int | None:
    for index, row in enumerate(table.rows[:_HEADING_WITHIN]):
        if CODE in (cell.strip() for cell in row):
            return index
    return None


def _release(table: PublishedTable, heading: int, problems: list[Problem]) -> Release | None:
    names = [name.strip() for name in table.rows[heading]]
    kind = "stages" if any(name.startswith(f"{TOTAL} - {STAGES[0]}") for name in names) else ""
    if not kind:
        staged = sum(name in STAGE_COLUMNS for name in names)
        kind = "stages" if staged > 1 or TOTAL not in names else "synthesis"
    needed = STAGE_TABLE if kind == "stages" else SYNTHESIS
    missing = [name for name in needed if name not in names]
    twice = [name for name in needed if names.count(name) > 1]
    where = table.where(heading)
    if missing:
        problems.append(error("importer-column-missing", where, found="; ".join(missing)))
    if twice:
        problems.append(error("importer-column-twice", where, found="; ".join(twice)))
    if missing or twice:
        return None
    rows, found = _by_code(_records(table, heading, names))
    problems += found
    if EGG not in rows:
        problems.append(error("importer-egg-missing", table.file, found=len(rows), food=EGG))
        return None
    egg = _egg(rows[EGG], kind, problems)
    if has_errors(problems):
        return None
    edition = None if egg is None else EDITIONS.get(str(egg.quantize(Decimal("0.01"))))
    if kind == "stages" and edition == "3.2":
        lost = [name for name in LUC_COLUMNS if name not in names]
        if lost:
            problems.append(error("importer-column-missing", where, found="; ".join(lost)))
            return None
    return Release(kind=kind, edition=edition, egg=egg, file=table.file, rows=rows)


def _records(table: PublishedTable, heading: int, names: Sequence[str]) -> Iterator[Record]:
    for index in range(heading + 1, len(table.rows)):
        # A sheet leaves out empty cells at the end of a row.
        cells = (*table.rows[index], *("",) * (len(names) - len(table.rows[index])))
        yield Record(
            cells=dict(zip(names, cells, strict=False)),
            where=table.where(index),
            line=table.lines[index],
        )


def _egg(row: Record, kind: str, problems: list[Problem]) -> Decimal | None:
    """Return the total of raw egg, from its stages or as printed; None when it is no number."""
    columns = STAGE_COLUMNS if kind == "stages" else (TOTAL,)
    parts = [number(row, column, problems) for column in columns]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _by_code(records: Iterable[Record]) -> tuple[dict[str, Record], list[Problem]]:
    """Return rows by code; of two rows with one code the one with corrected packaging counts."""
    found: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        code = key(record.cells[CODE])
        if not code:
            problems.append(warning("importer-code-empty", record.where))
            continue
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


def without_uncorrected(
    rows: Mapping[str, Record],
) -> tuple[dict[str, Record], list[Problem]]:
    """Return the rows less those whose CIQUAL code also stands with corrected packaging.

    The publisher lists seven foods twice and says that only the corrected row counts; the rows may
    have codes of their own and share the CIQUAL code only.
    """
    corrected = {row.cells[CIQUAL]: row for row in rows.values() if _corrected(row)}
    kept: dict[str, Record] = {}
    problems: list[Problem] = []
    for code, row in rows.items():
        better = corrected.get(row.cells[CIQUAL])
        if better is None or _corrected(row):
            kept[code] = row
            continue
        problems.append(note("importer-code-corrected", row.where, found=code, kept=better.where))
    return kept, problems


def number(record: Record, column: str, problems: list[Problem]) -> Decimal | None:
    """Return the number in a cell exactly as printed, or None after noting that it is none.

    A decimal comma is an error, since the file is then no longer as published; any other cell that
    is no number leaves its row out.
    """
    text = record.cells.get(column, "").strip()
    value = _decimal(text)
    if value is not None:
        return value
    if _DECIMAL_COMMA.match(text):
        problems.append(error("importer-decimal-comma", record.where, column=column, found=text))
    else:
        problems.append(warning("importer-number", record.where, column=column, found=text or "-"))
    return None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 20 else None


def last_digit(value: Decimal, digits: int = 3) -> Decimal:
    """Return the worth of the last digit of a value that is printed with `digits` digits."""
    return Decimal(0) if value.is_zero() else Decimal(1).scaleb(value.adjusted() - digits + 1)


def rounded(value: Decimal, step: str) -> Decimal:
    """Return a value rounded to `step`, halves to even."""
    return value.quantize(Decimal(step), ROUND_HALF_EVEN)


def plain(value: Decimal) -> str:
    """Return a number without exponent and without idle zeros, to nine decimals."""
    nine = rounded(value, "1e-9")
    return f"{nine.normalize():f}" if nine else "0"
