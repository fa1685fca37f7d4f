"""AGRIBALYSE's published tables become the project's table of foods by life-cycle stage.

The published climate-change stages include land-use change (LUC). Here each stage stands without
its own LUC part, and the LUC parts of farm, processing and packaging are summed in a column of
their own, because ISO 14067 asks for it apart. The four add up to the three published stages.
Figures are exact differences of the printed ones, rounded to nine decimals (1 µg CO2e per kg).
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from carbon import language
from carbon.library.importers import agribalyse_tables as tables
from carbon.library.importers.agribalyse_tables import Record
from carbon.problems import Problem, error, has_errors, warning

COLUMNS = (
    "code_agb",
    "ciqual",
    "slug",
    "name_fr",
    "lci_name",
    "farm",
    "land_use_change",
    "processing",
    "packaging",
    "source_transport",
    "source_retail",
    "source_consumption",
    "dqr",
    "delivery",
    "row",
)
_STEP = Decimal("1e-9")
_SLUG_LENGTH = 60
_DQR_31 = "DQR - Global"
_STAGE_TABLE = (*tables.IDENTITY, *tables.STAGE_COLUMNS)


def slug(lci_name: str, code: str) -> str:
    """Return a readable name of [a-z0-9-] for a food, made unique by its code."""
    plain = unicodedata.normalize("NFKD", lci_name.replace("œ", "oe")).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'s", "s")).strip("-")
    if len(words) > _SLUG_LENGTH:
        words = words[:_SLUG_LENGTH].rpartition("-")[0]
    return f"{words}-{code.replace('_', '-')}"


def plain(value: Decimal) -> str:
    """Return a number without exponent and without idle zeros, to nine decimals."""
    rounded = value.quantize(_STEP, ROUND_HALF_EVEN)
    return f"{rounded.normalize():f}" if rounded else "0"


def import_agribalyse(
    stages_csv: Path, synthesis_csv: Path, codes: Sequence[str]
) -> tuple[str, list[Problem]]:
    """Return the table for `codes` of AGRIBALYSE 3.2 as CSV text, and what is wrong.

    `stages_csv` is the publisher's "détail par étape", `synthesis_csv` its "synthèse". Values in
    kg CO2e per kg of food. The text is empty when a file cannot be read or is another edition.
    """
    stages, problems = tables.read(stages_csv, (*_STAGE_TABLE, *tables.LUC_COLUMNS))
    totals, more = tables.read(synthesis_csv, tables.SYNTHESIS_COLUMNS)
    problems += more
    if stages and totals:
        problems += _check_edition(totals, tables.TOTAL, synthesis_csv.name, "3.2")
        problems += _check_stage_edition(stages, stages_csv.name, "3.2")
    if has_errors(problems):
        return "", problems
    rows = []
    for code in sorted(set(codes)):
        stage, total = stages.get(tables.key(code)), totals.get(tables.key(code))
        if stage is None or total is None:
            name = stages_csv.name if stage is None else synthesis_csv.name
            problems.append(error("importer-code-unknown", name, found=code))
            continue
        row = _row(code, stage, total, problems)
        if row is not None:
            rows.append(row)
    return _table(rows), problems


def import_farm_correction(
    old_stages_csv: Path, stages_csv: Path, codes: Sequence[str]
) -> tuple[str, list[Problem]]:
    """Return a table that holds nothing but the farm stage of `codes` from AGRIBALYSE 3.1.

    Edition 3.1 prints no land-use-change part. Its farm stage is therefore given less the LUC part
    that 3.2 prints for the farm stage of the same food; the land-use-change stage itself stays
    with 3.2, so the two add up to the farm stage of 3.1. Slugs are those of 3.2 (`stages_csv`).
    """
    old, problems = tables.read(old_stages_csv, (*_STAGE_TABLE, _DQR_31))
    new, more = tables.read(stages_csv, (*_STAGE_TABLE, *tables.LUC_COLUMNS))
    problems += more
    if old and new:
        problems += _check_stage_edition(old, old_stages_csv.name, "3.1")
        problems += _check_stage_edition(new, stages_csv.name, "3.2")
    if has_errors(problems):
        return "", problems
    rows = []
    for code in sorted(set(codes)):
        before, now = old.get(tables.key(code)), new.get(tables.key(code))
        if before is None or now is None:
            name = old_stages_csv.name if before is None else stages_csv.name
            problems.append(error("importer-code-unknown", name, found=code))
            continue
        farm = tables.number(before, tables.FARM, problems)
        luc = tables.number(now, tables.LUC_COLUMNS[0], problems)
        dqr = tables.number(before, _DQR_31, problems)
        if farm is not None and luc is not None and dqr is not None:
            rows.append(
                {**_identity(code, now), "farm": plain(farm - luc), "dqr": plain(dqr)}
                | {"row": str(before.line)}
            )
    return _table(rows), problems


def _check_edition(
    records: Mapping[str, Record], column: str, name: str, wanted: str
) -> list[Problem]:
    egg = records.get(tables.EGG)
    problems: list[Problem] = []
    total = None if egg is None else tables.number(egg, column, problems)
    return problems + _edition_problem(total, name, wanted)


def _check_stage_edition(records: Mapping[str, Record], name: str, wanted: str) -> list[Problem]:
    egg = records.get(tables.EGG)
    problems: list[Problem] = []
    parts = [tables.number(egg, column, problems) for column in tables.STAGE_COLUMNS] if egg else []
    known = [part for part in parts if part is not None]
    total = sum(known, Decimal(0)) if parts and len(known) == len(parts) else None
    return problems + _edition_problem(total, name, wanted)


def _edition_problem(total: Decimal | None, name: str, wanted: str) -> list[Problem]:
    if total is not None and tables.edition(total) == wanted:
        return []
    shown = "-" if total is None else plain(total)
    return [error("importer-edition", name, found=shown, food=tables.EGG, expected=wanted)]


def _identity(code: str, stage: Record) -> dict[str, str]:
    name = stage.cells[tables.LCI_NAME].strip()
    return {
        "code_agb": code,
        "ciqual": stage.cells[tables.CIQUAL].strip(),
        "slug": slug(name, code),
        "name_fr": stage.cells[tables.NAME].strip(),
        "lci_name": name,
    }


def _row(code: str, stage: Record, total: Record, problems: list[Problem]) -> dict[str, str] | None:
    printed = [tables.number(stage, column, problems) for column in tables.STAGE_COLUMNS]
    changed = [tables.number(stage, column, problems) for column in tables.LUC_COLUMNS]
    whole = tables.number(total, tables.TOTAL, problems)
    dqr = tables.number(total, tables.DQR, problems)
    stages = [value for value in printed if value is not None]
    luc = [value for value in changed if value is not None]
    if whole is None or dqr is None or len(stages) < len(printed) or len(luc) < len(changed):
        return None
    problems += _check_sum(code, stages, whole, stage.where)
    farm, processing, packaging = (
        value - part for value, part in zip(stages[: len(luc)], luc, strict=True)
    )
    values = {
        "farm": farm,
        "land_use_change": sum(luc, Decimal(0)),
        "processing": processing,
        "packaging": packaging,
        "source_transport": stages[3],
        "source_retail": stages[4],
        "source_consumption": stages[5],
        "dqr": dqr,
    }
    texts = {column: plain(value) for column, value in values.items()}
    extra = {"delivery": total.cells[tables.DELIVERY].strip(), "row": str(stage.line)}
    return {**_identity(code, stage), **texts, **extra}


def _check_sum(code: str, stages: Sequence[Decimal], whole: Decimal, where: str) -> list[Problem]:
    """Return a warning when the stages do not sum to the total within the printed digits."""
    allowed = sum((tables.rounding(value) for value in (*stages, whole)), Decimal(0))
    found = sum(stages, Decimal(0))
    if abs(found - whole) <= allowed:
        return []
    values = {"food": code, "found": plain(found), "expected": plain(whole)}
    return [warning("importer-stage-sum", where, **values)]


def _table(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["slug"]))
    return out.getvalue()


def read_codes(path: Path) -> tuple[str, ...]:
    """Return the codes of a list, one a line; what follows a # is a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    codes = (line.partition("#")[0].strip() for line in lines)
    return tuple(code for code in codes if code)


def main(arguments: Sequence[str]) -> int:
    """Write a table: [--farm-correction] STAGES OTHER CODES OUT; return 0, or 1 on an error.

    OTHER is the synthesis of 3.2; with --farm-correction STAGES is the stage table of 3.1 and OTHER
    that of 3.2. CODES is a list of codes, one a line.
    """
    correct = "--farm-correction" in arguments
    paths = [Path(one) for one in arguments if one != "--farm-correction"]
    if len(paths) != 4:
        sys.stderr.write((main.__doc__ or "").splitlines()[0] + "\n")
        return 2
    stages, other, codes, target = paths
    job = import_farm_correction if correct else import_agribalyse
    text, problems = job(stages, other, read_codes(codes))
    for problem in problems:
        sys.stderr.write(f"{problem.where}  {problem.code}  {language.message(problem, 'en')}\n")
    if has_errors(problems):
        return 1
    target.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
