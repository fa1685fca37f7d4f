"""Three columns of kilograms, organic, conventional and unknown, of which one is filled per row.

The filled column is the label (inputs.md section 2, L8): it becomes the quantity in kg and says
whether the goods are organic. Two filled ones, or none, are a question about the row.
"""

from __future__ import annotations

from carbon import units
from carbon.intake.tables import Table
from carbon.problems import Problem, error

_LABELS = {"organic_kg": "organic", "conventional_kg": "conventional", "unlabelled_kg": None}
_UNIT = "kg"


def read(table: Table) -> list[Problem]:
    """Fill quantity, its unit and the label of each row; return rows with several or none."""
    told = [name for name in _LABELS if name in table.values]
    if not told or "quantity" in table.values:
        return []
    rows, kg = range(len(table.rows)), units.find(_UNIT)
    filled = [[name for name in told if table.values[name][i] is not None] for i in rows]
    sure = [names[0] if len(names) == 1 else None for names in filled]
    quantities = [None if name is None else table.values[name][i] for i, name in enumerate(sure)]
    table.values["quantity"] = quantities
    table.values["quantity_unit"] = [None if value is None else kg for value in quantities]
    table.values["organic"] = [None if name is None else _LABELS[name] for name in sure]
    problems: list[Problem] = []
    for index, names in enumerate(filled):
        if len(names) != 1 and table.usable[index]:
            table.usable[index] = False
            cells = ", ".join(table.cell(index, name).rpartition("!")[2] for name in names or told)
            where = table.cell(index, (names or told)[0])
            code = "label-columns-several" if names else "label-columns-empty"
            problems.append(error(code, where, cells=cells))
    return problems
