"""One supplier's opening held against the public edition: every cell, and what its cells add up to.

First each opened cell must give the commitment that stands for it. Then the supplier's own flows
are multiplied by their factors, added up to its lines and its lines to P, E and J, and each factor
is looked up in the library of the bundle. Of the others nothing is learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import numpy as np

from carbon.audit import commitments, redaction_arithmetic
from carbon.audit.openings import OpenedRow, Opening
from carbon.audit.records import Finding, Step, Verdict
from carbon.audit.redaction_csv import PublicTable
from carbon.audit.redaction_tables import FLOWS, LINES, OFFERS
from carbon.footprint import compute
from carbon.library.records import Library
from carbon.tender import models
from carbon.tender.exact import times, total
from carbon.tender.models import Totals
from carbon.tender.records import Lot, Tender

_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,120})?")
_SHOWN = 12
_Values = Mapping[str, str]


def cells(opening: Opening, tables: Mapping[str, PublicTable], root: str, file: str
          ) -> tuple[list[Finding], int]:  # fmt: skip
    """Return each opened cell that is not the one committed to, and how many are."""
    if opening.root != root:
        return [_finding("opening-other-edition", file, old=root, new=opening.root[:64])], 0
    found: list[Finding] = []
    count = whole = 0
    for name, table in tables.items():
        for row in opening.rows[name]:
            wrong = list(_row(opening, table, row, file))
            whole += len(table.columns)
            count += len(table.columns) - len(wrong)
            found += wrong
    if whole and len(found) >= whole:
        return [_finding("opening-key-differs", file, offer=opening.supplier)], 0
    return [*found, *_missing(opening, tables, file)], count


def _row(opening: Opening, table: PublicTable, row: OpenedRow, file: str) -> Iterator[Finding]:
    values = [row.values[column] for column in table.columns]
    made = commitments.row_leaves(table.name, row.number, table.columns, values, opening.key)
    there = row.number < len(table.hashes)
    if there and commitments.row_hash(made) == table.hashes[row.number]:
        return
    if not there:
        known: tuple[str, ...] = ()
    elif table.rows:
        known = tuple(cell.leaf.hex() for cell in table.rows[row.number])
    else:
        known = row.leaves
    wrong = [
        place for place, one in enumerate(made) if place >= len(known) or known[place] != one.hex()
    ]
    for place in wrong or range(len(made)):
        column = table.columns[place]
        yield _finding(
            "opening-cell-differs", file, lot=row.values.get("lot", ""), offer=opening.supplier,
            line=row.values.get("number", row.values.get("line", "")),
            stage=row.values.get("stage", ""), cell=f"{table.name}:{row.number + 1}",
            figure=column, old=known[place][:_SHOWN] if place < len(known) else "–",
            new=values[place],
        )  # fmt: skip


def _missing(opening: Opening, tables: Mapping[str, PublicTable], file: str) -> Iterator[Finding]:
    """Yield the supplier's own rows that the opening leaves out, and rows that are not its own."""
    for name in (OFFERS, LINES):
        table, given = tables[name], {row.number: row for row in opening.rows[name]}
        place = table.columns.index("supplier")
        own = {n for n, row in enumerate(table.rows) if row[place].value == opening.supplier}
        for number in sorted(own ^ given.keys()):
            yield _finding("opening-row-differs", file, offer=opening.supplier,
                           cell=f"{name}:{number + 1}")  # fmt: skip


def sums(opening: Opening, tender: Tender, file: str) -> tuple[list[Finding], int]:
    """Return what the supplier's own rows do not add up to, and how many figures were computed.

    ValueError or ArithmeticError when a cell that must be a number is none.
    """
    found, line_kg, count = _flows(opening, tender, file)
    compared = [*_lines(opening, line_kg)]
    for lot in tender.lots:
        compared += _offer(opening, lot, tender)
    for values, cell, name, now in compared:
        count += 1
        was = _decimal(values[name])
        if was != now:
            found.append(_finding(
                "opening-sum-differs", file, lot=values["lot"], offer=opening.supplier,
                line=values.get("number", ""), cell=cell, figure=name, old=values[name] or "–",
                new="–" if now is None else str(now),
            ))  # fmt: skip
    return found, count


def _flows(
    opening: Opening, tender: Tender, file: str
) -> tuple[list[Finding], dict[str, Decimal], int]:
    rounding = tender.evaluation.rounding
    rows = [row.values for row in opening.rows[FLOWS]]
    kg = np.array([float(one["amount"] or 0) * float(one["kg_co2e"] or 0) for one in rows])
    steps = compute.to_steps(kg, decimals=rounding.flow_decimals, mode=rounding.mode)
    found, line_kg = [], dict[str, Decimal]()
    for row, made in zip(opening.rows[FLOWS], steps.tolist(), strict=True):
        one = row.values
        recorded = int(one["steps"])
        # A factor that may not be passed on is not stated: its steps are taken as recorded.
        now = int(made) if one["amount"] and one["kg_co2e"] else recorded
        if now != recorded:
            found.append(_finding(
                "opening-sum-differs", file, offer=opening.supplier, line=one["line"],
                stage=one["stage"], factor=one["factor"], cell=f"{FLOWS}:{row.number + 1}",
                figure="steps", old=one["steps"], new=str(now),
            ))  # fmt: skip
        kg_one = compute.as_decimal(now, rounding.flow_decimals)
        line_kg[one["line"]] = line_kg.get(one["line"], Decimal(0)) + kg_one
    return found, line_kg, len(rows)


_Compared = tuple[_Values, str, str, Decimal | None]


def _lines(opening: Opening, line_kg: Mapping[str, Decimal]) -> Iterator[_Compared]:
    for row in opening.rows[LINES]:
        one, cell = row.values, f"{LINES}:{row.number + 1}"
        per_unit, price = line_kg.get(one["line"]), _decimal(one["price_sek_per_unit"])
        quantity = _decimal(one["quantity"]) or Decimal(0)
        yield one, cell, "kg_co2e_per_unit", per_unit
        yield one, cell, "kg_co2e", None if per_unit is None else times(quantity, per_unit)
        yield one, cell, "price_sek", None if price is None else times(quantity, price)


def _offer(opening: Opening, lot: Lot, tender: Tender) -> Iterator[_Compared]:
    """Yield P, E and J of one lot, from the lines; none where a line is missing."""
    optional = {line.number for line in lot.lines if line.optional}
    wanted = {line.number for line in lot.lines} - optional
    lines = [row.values for row in opening.rows[LINES]
             if row.values["lot"] == lot.id and row.values["number"] not in optional]  # fmt: skip
    complete = wanted <= {one["number"] for one in lines if one["complete"] == "yes"}
    for row in opening.rows[OFFERS]:
        one, cell = row.values, f"{OFFERS}:{row.number + 1}"
        if one["lot"] != lot.id:
            continue
        names = ("price_sek", "kg_co2e", "waste_sek")
        totals = {name: _total(lines, name) if complete else None for name in names}
        for name in names[:2] if not complete else names:
            yield one, cell, name, totals[name]
        yield from _valued(one, cell, totals, lot, tender)


def _valued(
    one: _Values, cell: str, totals: Mapping[str, Decimal | None], lot: Lot, tender: Tender
) -> Iterator[_Compared]:
    price, kg, waste = totals["price_sek"], totals["kg_co2e"], totals["waste_sek"]
    markups = _decimal(one["markups_sek"])
    names = ("carbon_cost_sek", "comparison_sum_sek", "points")
    if price is None or kg is None or waste is None or markups is None:
        yield from ((one, cell, name, None) for name in names)
        return
    of = Totals(price_sek=price, kg_co2e=kg, markups_sek=markups, waste_sek=waste)
    value = models.value(of, tender.evaluation, lot.id)
    points = None if value.points is None else redaction_arithmetic.shown(value.points)
    made = (value.carbon_cost_sek, value.comparison_sum_sek, points)
    for name, now in zip(names, made, strict=True):
        yield one, cell, name, now


def _total(lines: list[_Values], name: str) -> Decimal:
    return total(_decimal(one[name]) or Decimal(0) for one in lines)


def factors(opening: Opening, library: Library, file: str) -> tuple[list[Finding], int]:
    """Return each factor that the library has with another value, and how many it has as stated.

    A declared value is the supplier's own and stands in no library.
    """
    found, count = [], 0
    stated = {(one.values["factor"], one.values["kg_co2e"]) for one in opening.rows[FLOWS]}
    for id_, kg in sorted(stated):
        known = [repr(one.kg_co2e) for one in library.factors.get(id_, ())]
        if not known or not kg:
            continue
        count += 1
        if kg not in known:
            found.append(_finding("opening-factor-differs", file, offer=opening.supplier,
                                  factor=id_, figure="kg_co2e", old=kg,
                                  new=", ".join(known)))  # fmt: skip
    return found, count


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(text[:20])
    return Decimal(text)


def _finding(code: str, file: str, **told: str) -> Finding:
    return Finding(step=Step.ARITHMETIC, verdict=Verdict.DIFFERS, code=code, file=file, **told)
