"""What the tables of reference figures have in common: their columns and the commodities.

A reference figure is another source's value for a food. It is shown beside the factor that counts
and never enters a sum.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from carbon import resources
from carbon.library.importers import headed
from carbon.library.importers.headed import Record
from carbon.problems import Problem, error

COLUMNS = (
    *("id", "label", "value", "unit", "region", "year"),
    *("n", "sigma_ln", "locator", "commodity", "notes"),
)
# No food has more kg CO2e per kg, and no year is later; less than a milligram is a typing mistake.
_LEAST, _MOST = Decimal("1e-6"), 10_000


def required(record: Record, column: str, problems: list[Problem]) -> Decimal | None:
    """Return the number of a cell that must have one, or None after a problem."""
    before = len(problems)
    value = headed.number(record, column, problems)
    if value is not None and (value == 0 or _LEAST <= value.copy_abs() <= _MOST):
        return value
    if len(problems) == before:
        found = record[column] or "-"
        problems.append(error("importer-number", record.where, column=column, found=found))
    return None


def commodities_of(column: str) -> dict[str, str]:
    """Return the commodity of each name that a column of `commodities.csv` lists.

    A name that several commodities share belongs to the first of them.
    """
    text = (resources.factors_folder() / "commodities.csv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for name in row[column].split(";"):
            found.setdefault(name.strip(), row["commodity"])
    found.pop("", None)
    return found
