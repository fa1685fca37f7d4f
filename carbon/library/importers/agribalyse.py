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
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from carbon import resources
from carbon.library.importers import agribalyse_corrections as corrections
from carbon.library.importers import agribalyse_tables as published
from carbon.library.importers import agribalyse_totals
from carbon.library.importers.agribalyse_corrections import Correction
from carbon.library.importers.agribalyse_tables import Record, Release
from carbon.library.importers.records import PublishedTable
from carbon.library.tables import read_table
from carbon.problems import Problem, error, has_errors, note, warning

TABLE = "production/agribalyse-3.2.csv"
CORRECTED = "production/agribalyse-3.1-corrections.csv"
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
    "group",
    "subgroup",
    "season",
    "air",
)
_OF_SYNTHESIS = {
    "delivery": published.DELIVERY,
    "season": published.SEASON,
    "air": published.AIR,
}
# Edition 3.2 prints 2 451 foods. A file with far fewer was cut off on its way.
ROWS_AT_LEAST = 2_400
_SLUG_LENGTH = 60


def slug(lci_name: str, code: str) -> str:
    """Return a readable name of [a-z0-9-] for a food, made unique by its code."""
    bare = unicodedata.normalize("NFKD", lci_name.replace("œ", "oe")).casefold()
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'s", "s")).strip("-")
    if len(words) > _SLUG_LENGTH:
        words = words[:_SLUG_LENGTH].rpartition("-")[0]
    return f"{words}-{code.replace('_', '-')}"


def convert(
    tables: Sequence[PublishedTable],
    *,
    rows_at_least: int = ROWS_AT_LEAST,
    corrected: Sequence[Correction] | None = None,
) -> tuple[dict[str, str], list[Problem]]:
    """Return the table of foods, and of corrections when 3.1 is given too, as text by path.

    `tables` holds the stage table of 3.2 ("détail par étape"); with it may come its synthesis,
    which gives delivery, season and air (else those that the library has stand) and the totals to
    check by, and the stage table of 3.1.
    Each is told by columns and value. Nothing is returned when anything is an error. `corrected`
    is the list of rows to correct, the library's own unless given.
    """
    releases, problems = published.recognise(tables)
    stages = _only(releases, "stages", "3.2", problems)
    totals = _only(releases, "synthesis", "3.2", problems)
    old = _only(releases, "stages", "3.1", problems)
    problems += _unfit(releases, stages)
    if stages is None or has_errors(problems):
        return {}, problems
    rows, found = published.without_uncorrected(stages.rows)
    problems += found
    extras = _earlier() if totals is None else _extras(totals)
    texts = {
        TABLE: _table(
            {**row, **extras.get(published.key(row["code_agb"]), {})}
            for row in _foods(rows, totals, problems)
        )
    }
    written = texts[TABLE].count("\n") - 1
    if written < rows_at_least:
        few = {"found": written, "expected": rows_at_least}
        problems.append(error("importer-rows-few", stages.file, **few))
    if totals is None:
        problems.append(warning("importer-synthesis-missing", stages.file))
    if old is not None:
        listed = corrections.listed(problems) if corrected is None else corrected
        texts[CORRECTED] = _corrections(listed, old, rows, problems)
    return ({} if has_errors(problems) else texts), problems


def _corrections(
    listed: Sequence[Correction],
    old: Release,
    rows: Mapping[str, Record],
    problems: list[Problem],
) -> str:
    plain = published.plain
    return _table(
        {**_identity(now), "farm": plain(farm), "dqr": plain(dqr), "row": str(line)}
        for now, farm, dqr, line in corrections.farms(listed, old, rows, problems)
    )


def _only(
    releases: Sequence[Release], kind: str, edition: str, problems: list[Problem]
) -> Release | None:
    found = [one for one in releases if (one.kind, one.edition) == (kind, edition)]
    for other in found[1:]:
        twice = {"found": f"{kind} {edition}", "other": found[0].file}
        problems.append(error("importer-table-twice", other.file, **twice))
    return found[0] if found else None


def _unfit(releases: Sequence[Release], stages: Release | None) -> list[Problem]:
    """Return what is wrong with the set of tables: an edition that does not fit, no stage table."""
    unfit = [one for one in releases if one.edition is None or _other_edition(one, stages)]
    problems = [
        error(
            "importer-edition",
            one.file,
            found="-" if one.egg is None else published.plain(one.egg),
            food=published.EGG,
            expected="3.2",
        )
        for one in unfit
    ]
    if stages is None and releases and not unfit:
        problems.append(error("importer-stages-missing", releases[0].file))
    return problems


def _other_edition(one: Release, stages: Release | None) -> bool:
    # A stage table of 3.1 is welcome beside that of 3.2, for the corrections; never in its place.
    return one.edition == "3.1" and (one.kind == "synthesis" or stages is None)


def _foods(
    rows: Mapping[str, Record], totals: Release | None, problems: list[Problem]
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    short: list[tuple[str, str]] = []
    for code, stage in rows.items():
        total = None if totals is None else totals.rows.get(code)
        if totals is not None and total is None:
            problems.append(warning("importer-code-unknown", stage.where, found=code))
        row = _row(stage, total, short, problems)
        if row is not None:
            found.append(row)
    if short:
        where, food = short[0]
        several = {"count": len(short), "food": food, "limit": f"{agribalyse_totals.MAY_DIFFER:%}"}
        problems.append(note("importer-stages-short", where, **several))
    return found


def _identity(stage: Record) -> dict[str, str]:
    cells = {column: cell.strip() for column, cell in stage.cells.items()}
    return {
        "code_agb": cells[published.CODE],
        "ciqual": cells[published.CIQUAL],
        "slug": slug(cells[published.LCI_NAME], cells[published.CODE]),
        "name_fr": cells[published.NAME],
        "lci_name": cells[published.LCI_NAME],
        "group": cells[published.GROUP],
        "subgroup": cells[published.SUBGROUP],
    }


def _row(
    stage: Record, total: Record | None, short: list[tuple[str, str]], problems: list[Problem]
) -> dict[str, str] | None:
    columns = (*published.STAGE_COLUMNS, *published.LUC_COLUMNS, published.STAGE_DQR)
    numbers = [published.number(stage, column, problems) for column in columns]
    known = [value for value in numbers if value is not None]
    if len(known) < len(columns):
        return None
    stages, luc, dqr = known[:6], known[6:9], published.rounded(known[9], "0.01")
    parts = [value - part for value, part in zip(stages[:3], luc, strict=True)]
    if min(*parts, *stages[3:]) < 0:
        lowest = published.plain(min(*parts, *stages[3:]))
        food = stage.cells[published.CODE]
        problems.append(warning("importer-stage-negative", stage.where, food=food, found=lowest))
        return None
    if total is not None:
        problems += agribalyse_totals.check(stage, total, stages, dqr, short)
    farm, processing, packaging = parts
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
    texts = {column: published.plain(value) for column, value in values.items()}
    return {**_identity(stage), **texts, "row": str(stage.line)}


def _extras(totals: Release) -> dict[str, dict[str, str]]:
    """Return delivery, season and air by joined code, as the synthesis prints them."""
    return {
        code: {ours: row.cells[theirs].strip() for ours, theirs in _OF_SYNTHESIS.items()}
        for code, row in totals.rows.items()
    }


def _earlier() -> dict[str, dict[str, str]]:
    """Return the same from the table that the library has, for a stage table that comes alone."""
    path = resources.factors_folder() / TABLE
    rows, _ = read_table(path, TABLE, columns=_OF_SYNTHESIS, optional=COLUMNS)
    return {
        published.key(str(row.cells.get("code_agb", ""))): {
            name: str(row.cells.get(name, "")) for name in _OF_SYNTHESIS
        }
        for row in rows
    }


def _table(rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["slug"]))
    return out.getvalue()
