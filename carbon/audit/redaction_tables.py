"""The tables that the public edition commits to, made of the very rows that the full bundle holds.

Offers are the totals of result.json; lines, flows and files are what `used/` and the tender folder
say. Which cells may be shown is decided here, column by column, and what is not named stays hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carbon.audit import commitments, records
from carbon.audit.commitments import BUYER, Table
from carbon.audit.records import Row
from carbon.tender.protocol.masks import Masks

KEY = "redaction.key"  # the tender's secret, in the tender folder
OFFERS, LINES, FLOWS, FILES = "offers", "lines", "flows", "files"
# What of an offer a mark on a field hides (carbon.tender.protocol.masks); empty: shown always.
OFFER_FIELDS: Mapping[str, str] = {
    "lot": "",
    "supplier": "",
    "rank": "",
    "tied": "",
    "above_ceiling": "footprint",
    "price_sek": "price",
    "kg_co2e": "footprint",
    "carbon_cost_sek": "footprint",
    "waste_sek": "sum",
    "markups_sek": "judgements",
    "comparison_sum_sek": "sum",
    "points": "sum",
}
_LINE_SHOWN = ("lot", "number", "supplier")
_LINE_USED = ("line", "product", "match_method", "match_score", "mass_kg_per_unit", "quantity",
              "price_sek_per_unit", "waste_sek", "kg_co2e_per_unit", "price_sek", "kg_co2e",
              "complete", "where")  # fmt: skip
_LINE_MATCH = ("offered_name", "product_code", "gtin", "reason")
_FLOW = ("line", "stage", "order", "factor", "kg_co2e", "amount", "basis", "steps", "leg")
_LEG = ("kind", "start", "end", "mode", "vehicle", "temperature", "distance_km", "load_kg",
        "share")  # fmt: skip
_FILE = ("name", "sha256")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    OFFERS: tuple(OFFER_FIELDS),
    LINES: (*_LINE_SHOWN, *_LINE_USED, *_LINE_MATCH),
    FLOWS: _FLOW,
    FILES: _FILE,
}
_OWN_FILES = frozenset({"tender.yaml", "lock.json", "changes.yaml"})
_OWN_FOLDER = "publish/"
_NEVER = ("offers/", "evidence/")  # the suppliers' own, whatever tender.yaml says of them


def made(
    used: Mapping[str, Sequence[Row]],
    lots: Sequence[Mapping[str, Any]],
    files: Mapping[str, str],
) -> tuple[Table, ...]:
    """Return the four tables: `used` are the tables of a bundle by name, `files` name -> SHA-256.

    `lots` are those of result.json. KeyError, TypeError or ValueError when they are none of ours.
    """
    lines = used[records.LINES]
    owners = {row["line"]: row["supplier"] for row in lines}
    return (
        _offers(lots),
        _lines(lines, used[records.MATCHES]),
        _flows(used, owners),
        _files(files, lines, used.get(records.PROOFS, ())),
    )


def roots(tables: Sequence[Table], secret: bytes) -> dict[str, str]:
    """Return the root of each table by name."""
    found = {}
    for table in tables:
        leaves = commitments.committed(table, secret).leaves
        found[table.name] = commitments.table_root(
            table.columns, [commitments.row_hash(row) for row in leaves]
        )
    return found


def is_shown(table: Table, number: int, column: str, masks: Masks, own: frozenset[str]) -> bool:
    """Tell whether a cell stands open in the public edition; `own` are the buyer's own files."""
    row = table.rows[number]
    if table.name == OFFERS:
        field = OFFER_FIELDS[column]
        lot, supplier = row[0], row[1]
        return not field or masks.mark(supplier, field, lot) is None
    if table.name == LINES:
        return column in _LINE_SHOWN
    return table.name == FILES and row[0] in own


def own_files(names: Sequence[str], named: frozenset[str]) -> frozenset[str]:
    """Return the files of a tender folder that are the buyer's own to show.

    `named` are the texts of tender.yaml: a basket or layout that it names is part of it.
    """
    return frozenset(
        name
        for name in names
        if not name.startswith(_NEVER)
        and name.rpartition("/")[2] != KEY
        and (name in _OWN_FILES or name.startswith(_OWN_FOLDER) or name in named)
        and name not in ("decisions.yaml", "quality.yaml", "procedure.yaml", "log.jsonl")
    )


def text(value: object) -> str:
    """Return a value of result.json as the text of a cell; not known is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _offers(lots: Sequence[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (text(lot["id"]), *(text(offer[name]) for name in COLUMNS[OFFERS][1:]))
        for lot in lots
        for offer in lot["ranking"]
    )
    return Table(
        name=OFFERS, columns=COLUMNS[OFFERS], rows=rows, owners=tuple(row[1] for row in rows)
    )


def _lines(lines: Sequence[Row], matches: Sequence[Row]) -> Table:
    matched = {row["line"]: row for row in matches}
    rows = []
    for row in lines:
        seen = matched.get(row["line"], {})
        rows.append((*(row[name] for name in (*_LINE_SHOWN, *_LINE_USED)),
                     *(seen.get(name, "") for name in _LINE_MATCH)))  # fmt: skip
    return Table(
        name=LINES,
        columns=COLUMNS[LINES],
        rows=tuple(rows),
        owners=tuple(row["supplier"] for row in lines),
    )


def _flows(used: Mapping[str, Sequence[Row]], owners: Mapping[str, str]) -> Table:
    factors, elements = used[records.FACTORS], used[records.ROUTES]
    rows = []
    for row in used[records.FLOWS]:
        factor = factors[int(row["factor"])]
        element = row["element"]
        leg = "; ".join(elements[int(element)][name] for name in _LEG) if element else ""
        rows.append((row["line"], row["stage"], row["order"], factor["id"], factor["kg_co2e"],
                     row["amount"], row["basis"], row["steps"], leg))  # fmt: skip
    return Table(
        name=FLOWS,
        columns=_FLOW,
        rows=tuple(rows),
        owners=tuple(owners.get(row[0], BUYER) for row in rows),
    )


def _files(files: Mapping[str, str], lines: Sequence[Row], proofs: Sequence[Row]) -> Table:
    """Return the table of files.

    A file in which one supplier's lines alone stand, or on which they alone rest, is that one's.
    """
    suppliers: dict[str, set[str]] = {}
    owners_of = {row["line"]: row["supplier"] for row in lines}
    for row in lines:
        suppliers.setdefault(row["where"].partition("!")[0], set()).add(row["supplier"])
    for row in proofs:
        suppliers.setdefault(row["file"], set()).add(owners_of.get(row["line"], BUYER))
    rows = tuple((name, files[name]) for name in sorted(files) if name != KEY)
    owners = []
    for name, _ in rows:
        told = suppliers.get(name, set())
        owners.append(next(iter(told)) if len(told) == 1 else BUYER)
    return Table(name=FILES, columns=_FILE, rows=rows, owners=tuple(owners))
