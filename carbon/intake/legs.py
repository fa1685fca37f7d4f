"""Legs of the transport chain: which products a sheet of legs serves, and whether it can be used.

A sheet of legs speaks for products of its own file and supplier, and for nobody else's. A chain
with an error in it makes every product that it serves unusable: the default chain never stands in
for what a supplier declared wrongly.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from carbon.intake import suppliers
from carbon.intake.records import Leg
from carbon.intake.tables import Table
from carbon.intake.texts import fold_all
from carbon.problems import Problem, error, warning

_ALL_LINES = {"alla", "all", "samtliga", "alla rader"}
_EVERY = ""
_PER_CENT = 100
_SHARES = ("load_factor", "empty_share", "packaging_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who speaks: a supplier in one file. What it says holds for nobody else."""

    file: str
    supplier: str  # suppliers.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a chain serves: a line of a lot. "" is every lot, or every line."""

    lot: str
    line: str

    @classmethod
    def by(cls, lot: str | None, line: str | None) -> Served:
        """Return what a lot and a line number as written stand for."""
        text = lot or _EVERY
        return cls(lot=fold_all(text) or text, line=(line or _EVERY).casefold())


@dataclass(slots=True)
class Chain:
    """The legs that stand under one key; it grows row by row, so it is not frozen."""

    where: str  # its first row
    shown: str  # the line as written
    legs: list[Leg] = field(default_factory=list)
    fault: str | None = None  # the first cell that makes the chain unusable

    def spoil(self, where: str) -> None:
        """Make the chain unusable; the first cell at fault is kept."""
        self.fault = self.fault or where


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """All chains of all files; `astray` are owners with a chain that names none of their lines."""

    found: Mapping[Owner, Mapping[Served, Chain]]
    astray: Mapping[Owner, str]  # -> the cell that names a line nobody offers

    def serving(self, owner: Owner, served: Served) -> tuple[tuple[Leg, ...], str | None]:
        """Return the legs of a product and the cell that makes them unusable.

        A chain of its own line comes before one for every line. No legs and no cell: nothing was
        declared.
        """
        chains = self.found.get(owner, {})
        for lot, line in itertools.product((served.lot, _EVERY), (served.line, _EVERY)):
            chain = chains.get(Served(lot=lot, line=line))
            if chain is not None:
                return tuple(chain.legs), chain.fault
        return (), self.astray.get(owner)


def read(tables: Sequence[tuple[str, Table]]) -> tuple[Chains, list[Problem]]:
    """Return the chains of all sheets of legs in their stated order, and what is wrong with them.

    `tables` are (file name, table) of every sheet; those of offers say which lines there are.
    """
    found: defaultdict[Owner, dict[Served, Chain]] = defaultdict(dict)
    problems: list[Problem] = []
    for file, table in tables:
        if table.layout.kind == "legs":
            problems += _collect(file, table, found)
    for chains in found.values():
        for chain in chains.values():
            problems += _ordered(chain)
    if not found:
        return Chains(found={}, astray={}), problems
    astray, wrong = _astray(found, _lines(tables))
    return Chains(found=found, astray=astray), problems + wrong


def _collect(
    file: str, table: Table, found: defaultdict[Owner, dict[Served, Chain]]
) -> list[Problem]:
    problems: list[Problem] = []
    columns = (table.column("supplier"), table.column("lot"), table.column("line_number"))
    for index, (supplier, lot, line) in enumerate(zip(*columns, strict=True)):
        if supplier is None:
            continue  # told when the supplier was looked for
        owner = Owner(file=file, supplier=suppliers.key(supplier))
        every = line is None or fold_all(line) in _ALL_LINES
        where = table.cell(index, "line_number")
        new = Chain(where=where, shown="alla" if every else line)
        chain = found[owner].setdefault(Served.by(lot, None if every else line), new)
        leg, wrong = _leg(table, index)
        problems += wrong
        if not table.usable[index]:
            chain.spoil(table.cell(index, table.faults.get(index, "")))
        elif leg is None or wrong:
            chain.spoil(wrong[0].where)
        else:
            chain.legs.append(leg)
    return problems


def _leg(table: Table, index: int) -> tuple[Leg | None, list[Problem]]:
    def value(name: str) -> Any:
        return table.column(name)[index]

    where = f"{table.place}!{table.rows[index]}"
    if not table.usable[index]:
        return None, []  # told where its cell was read
    if value("leg_order") is None:
        return None, [error("leg-order-missing", table.cell(index, "leg_order"))]
    if value("start") is None and value("end") is None:
        return None, [error("leg-without-places", table.cell(index, "start"))]
    leg = Leg(
        where=where,
        order=int(value("leg_order")),  # whole: factors/layouts/headings.yaml
        start=value("start"),
        end=value("end"),
        mode=value("transport_mode"),
        vehicle=value("vehicle"),
        energy=value("energy"),
        temperature=value("temperature"),
        round_km=_float(value("round_km")),
        round_load_kg=_float(value("round_load_kg")),
        evidence=value("evidence"),
        evidence_kind=value("evidence_kind"),
        load_kg=_float(value("load_kg")),
        load_factor=_share(value("load_factor")),
        empty_share=_share(value("empty_share")),
        carrier_g_per_tkm=_float(value("carrier_intensity")),
        period_from=value("period_from"),
        period_to=value("period_to"),
        packaging_share=_share(value("packaging_share")),
    )
    return leg, _doubtful_shares(table, index)


def _doubtful_shares(table: Table, index: int) -> list[Problem]:
    """Ask what 0.7 means in a column of per cent: 70 in a cell formatted as one, or 0.7 %."""
    return [
        error("share-or-percent", table.cell(index, name), found=f"{table.column(name)[index]:f}")
        for name in _SHARES
        if 0 < (table.column(name)[index] or 0) <= 1
    ]


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _share(percent: Decimal | None) -> float | None:
    return None if percent is None else float(percent / _PER_CENT)


def _ordered(chain: Chain) -> list[Problem]:
    """Bring the legs of a chain in order; two of one order leave the order unknown."""
    chain.legs.sort(key=lambda leg: leg.order)
    orders = [leg.order for leg in chain.legs]
    problems: list[Problem] = []
    for before, after in itertools.pairwise(chain.legs):
        if before.order == after.order:
            chain.spoil(after.where)
            problems.append(error("legs-order-twice", after.where, found=orders))
        elif before.end and after.start and fold_all(before.end) != fold_all(after.start):
            told = {"found": after.start, "expected": before.end}
            problems.append(warning("legs-gap", after.where, **told))
    return problems


def _lines(tables: Iterable[tuple[str, Table]]) -> Mapping[Owner, set[Served]]:
    """Return the lines that each owner answers, usable or not."""
    lines: dict[Owner, set[Served]] = defaultdict(set)
    for file, table in tables:
        if table.layout.kind != "offers":
            continue
        names = ("supplier", "lot", "section", "line_number")
        rows = set(zip(*(table.column(name) for name in names), strict=True))
        for supplier, lot, section, line in rows:
            if supplier is not None:
                owner = Owner(file=file, supplier=suppliers.key(supplier))
                lines[owner].add(Served.by(lot or section, line))
    return lines


def _astray(
    found: Mapping[Owner, Mapping[Served, Chain]], lines: Mapping[Owner, set[Served]]
) -> tuple[dict[Owner, str], list[Problem]]:
    """Name chains that serve no offered line, or one number in several lots.

    Nobody can know what such a chain was meant for, so all products of its owner that have no
    chain of their own are in doubt.
    """
    astray: dict[Owner, str] = {}
    problems: list[Problem] = []
    for owner, chains in found.items():
        offered = lines.get(owner, set())
        numbers = Counter(one.line for one in offered)
        for served, chain in chains.items():
            if not served.lot and served.line and numbers[served.line] > 1:
                chain.spoil(chain.where)
                problems.append(error("legs-lot-missing", chain.where, found=chain.shown))
            elif not any(_fits(served, one) for one in offered):
                problems.append(error("legs-without-product", chain.where, found=chain.shown))
                for doubtful in _doubtful(owner, lines):
                    astray.setdefault(doubtful, chain.where)
    return astray, problems


def _fits(served: Served, one: Served) -> bool:
    return served.lot in (_EVERY, one.lot) and served.line in (_EVERY, one.line)


def _doubtful(owner: Owner, lines: Mapping[Owner, set[Served]]) -> list[Owner]:
    """Return whose products a chain may have been meant for: its supplier's own in the file.

    A name that nobody in the file offers under is that of the only supplier there, if it is one.
    """
    if owner in lines:
        return [owner]
    here = [one for one in lines if one.file == owner.file]
    same = [one for one in here if fold_all(one.supplier) == fold_all(owner.supplier)]
    return same or (here if len(here) == 1 else [])
