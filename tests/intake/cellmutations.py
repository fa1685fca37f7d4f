"""What becomes of an awkward cell, by kind of column and by how the file holds it.

`tests/data/cell-mutations.yaml` states the outcome of each; `observe` finds out what the reader
does. The test compares the two, and docs/reference/cell-mutations.md is made from the same file.

Run `python -m tests.intake.cellmutations` to write the file anew; somebody else reads the diff.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import xlsxwriter

from carbon import yamlfile
from carbon.intake import files, reading
from carbon.intake.reading import Reading

Case = tuple[str, str, str]  # column, mutation, form

FILE = Path(__file__).resolve().parents[1] / "data" / "cell-mutations.yaml"
FORMS = ("text", "native", "csv")  # a text cell of .xlsx; the cell Excel itself would make; .csv
MUTATIONS = ("", "0", "#NUM!", "-", "n/a", "1,5", "1 250,00", "1.250,00", "'0042")
# What Excel makes of the same keys: a number, an error, a text with the mark for text.
NATIVE: Mapping[str, float] = {"0": 0.0, "1,5": 1.5, "1 250,00": 1250.0, "1.250,00": 1250.0}
# Column: heading, field that is read, and two good cells above the mutated one.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "line number": ("Position", "line_number"),
    "article number": ("Artikelnr", "article_number"),
    "name": ("Benämning", "wanted_name"),
    "unit": ("Enhet", "unit"),
    "quantity": ("Mängd", "quantity"),
    "price": ("Pris", "price"),
    "net weight": ("Nettovikt", "net_weight_kg"),
    "country": ("Ursprungsland", "origin_country"),
    "yes or no": ("Ekologisk", "organic"),
}
HEADINGS = tuple(heading for heading, _ in COLUMNS.values())
GOOD: tuple[tuple[str | float, ...], ...] = (
    ("1", "A-1", "Morot", "st", 10.0, 12.25, 0.5, "Sverige", "Ja"),
    ("2", "A-2", "Lök", "st", 20.0, 9.75, 0.25, "Danmark", "Nej"),
    ("3", "A-3", "Kål", "st", 30.0, 8.5, 0.75, "Norge", "Ja"),
)
HEAD = """\
# What becomes of an awkward cell, by column, by what stands in it and by how the file holds it:
# text, a text cell of .xlsx; native, what Excel makes of the same keys (a blank, a number, an
# error, a text with the mark for text); csv. Written by python -m tests.intake.cellmutations;
# docs/reference/cell-mutations.md is made of it."""
ROW = 5  # the mutated row in the sheet: title, headings, two good rows above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the reader makes of one cell."""

    value: str | None  # as read, or None for missing
    row: str  # counts, aside, no bid, no item
    told: tuple[str, ...]  # codes of the problems at the cell or its row


def observe() -> dict[Case, Outcome]:
    """Return what the reader makes of each cell in an otherwise good table."""
    cases = list(product(COLUMNS, MUTATIONS, FORMS))
    with tempfile.TemporaryDirectory() as folder:
        paths = [_written(Path(folder), number, case) for number, case in enumerate(cases)]
        outcomes = files.read_workbooks((path, path.name) for path in paths)
    found: dict[Case, Outcome] = {}
    for case, (workbook, problems) in zip(cases, outcomes, strict=True):
        if workbook is None:
            raise ValueError(f"{case}: {problems}")
        found[case] = _outcome(reading.read_sheets(workbook, problems), case[0])
    return found


def _written(folder: Path, number: int, case: Case) -> Path:
    column, mutation, form = case
    path = folder / f"{number}.{'csv' if form == 'csv' else 'xlsx'}"
    at = list(COLUMNS).index(column)
    (_write_csv if form == "csv" else _write_xlsx)(path, at, mutation, form)
    return path


def _outcome(read: Reading, column: str) -> Outcome:
    (table,) = read.tables
    places = (f"{'ABCDEFGHI'[list(COLUMNS).index(column)]}{ROW}", str(ROW))
    told = {
        p.code
        for p in read.problems
        if p.where.rpartition("!")[2] in places or places[0] in dict(p.values).get("cells", "")
    }
    if ROW not in table.rows:
        return Outcome(value=None, row="no item", told=tuple(sorted(told)))
    at = table.rows.index(ROW)
    value = reading.plain(table.column(COLUMNS[column][1])[at])
    row = "no bid" if table.no_bid[at] else "counts" if table.usable[at] else "aside"
    return Outcome(value=None if value is None else str(value), row=row, told=tuple(sorted(told)))


def _write_csv(path: Path, at: int, mutation: str, _: str) -> None:
    rows: list[list[str]] = [[str(c).replace(".", ",") for c in row] for row in GOOD]
    rows[2][at] = mutation
    lines = ["Anbudsgivare:;Dala AB", ";".join(HEADINGS), *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_xlsx(path: Path, at: int, mutation: str, form: str) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Pris")
    sheet.write_row(0, 0, ("Anbudsgivare:", "Dala AB"))
    sheet.write_row(1, 0, HEADINGS)
    for number, row in enumerate(GOOD, 2):
        sheet.write_row(number, 0, row)
    if form == "text" or mutation in ("-", "n/a"):
        sheet.write_string(ROW - 1, at, mutation)
    elif not mutation:
        sheet.write_blank(ROW - 1, at, None, book.add_format({"bold": True}))
    elif mutation in NATIVE:
        sheet.write_number(ROW - 1, at, NATIVE[mutation])
    elif mutation.startswith("#"):
        sheet.write_formula(ROW - 1, at, "=SQRT(-1)", None, mutation)
    else:
        marked = book.add_format({"quote_prefix": True})
        sheet.write_string(ROW - 1, at, mutation.removeprefix("'"), marked)
    book.close()


def stated() -> Iterator[tuple[Case, Outcome]]:
    """Yield each case with its outcome as the file states it."""
    entries, problems = yamlfile.read(FILE)
    if problems:
        raise ValueError(str(problems))
    for column, cells in entries.items():
        for mutation, outcomes in cells.items():
            for forms, outcome in outcomes.items():
                for form in FORMS if forms == "all" else forms.split():
                    read = Outcome(
                        value=outcome["value"], row=outcome["row"], told=tuple(outcome["told"])
                    )
                    yield (column, mutation, form), read


def observed() -> str:
    """Return the text of the file as the reader behaves now."""
    lines, outcomes = [HEAD], observe()
    for column in COLUMNS:
        lines.append(f"{column}:")
        for mutation in MUTATIONS:
            lines.append(f'  "{mutation}":')
            found = {form: outcomes[column, mutation, form] for form in FORMS}
            for outcome in dict.fromkeys(found.values()):
                same = [form for form in FORMS if found[form] == outcome]
                forms = "all" if len(same) == len(FORMS) else " ".join(same)
                value = "null" if outcome.value is None else f'"{outcome.value}"'
                told = ", ".join(outcome.told)
                line = f"    {forms}: {{value: {value}, row: {outcome.row}, told: [{told}]}}"
                lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(observed(), encoding="utf-8", newline="\n")
