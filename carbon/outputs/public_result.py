"""The public edition as data: result.json with a commitment wherever a value is masked."""

from __future__ import annotations

from typing import Any

from carbon import language
from carbon.outputs.public_records import FIGURES, Edition, Pair, PublicLot, PublicRow, Shown, pairs
from carbon.outputs.terms import plain

EDITION = "public"
_FLAGS = ("tied", "above_ceiling")


def result(edition: Edition) -> dict[str, Any]:
    """Return the public edition as plain data; decimals are strings without exponent."""
    return {
        "edition": EDITION,
        "tender": dict(edition.tender),
        "lots": [_lot(one) for one in edition.lots],
        "problems": [
            {"code": code, "severity": severity, "count": count}
            for code, severity, count in edition.problems
        ],
        "commitments": {"root": edition.root,
                        "tables": {name: dict(one) for name, one in edition.tables.items()}},
        "full_bundle_sha256": edition.full_sha256,
        **edition.versions,
    }  # fmt: skip


def result_bytes(edition: Edition) -> bytes:
    """Return the public result.json."""
    return f"{language.json_text(result(edition), sort_keys=True)}\n".encode()


def _lot(lot: PublicLot) -> dict[str, Any]:
    return {
        "id": lot.id,
        "title": lot.title,
        "carbon_price_sek_per_kg": plain(lot.carbon_price_sek_per_kg),
        "ranking": [_offer(one) for one in lot.offers],
        "switch_prices": [_pair(one) for one in pairs(lot)],
    }


def _offer(row: PublicRow) -> dict[str, Any]:
    rank = row.cells["rank"].value
    return {
        "supplier": row.supplier,
        "rank": int(rank) if rank else None,
        **{name: _masked(row.cells[name], row.cells[name].value == "yes") for name in _FLAGS},
        **{name: _masked(row.cells[name], row.cells[name].value or None) for name in FIGURES},
    }


def _masked(cell: Shown, value: object) -> object:
    return {"masked": cell.mask} if cell.mask else value


def _pair(pair: Pair) -> dict[str, Any]:
    found: dict[str, Any] = {"first": pair.first.supplier, "second": pair.second.supplier}
    if pair.price is None:
        return {**found, "masked": True}
    price = pair.price.sek_per_kg
    return {**found, "sek_per_kg": None if price is None else plain(price)}
