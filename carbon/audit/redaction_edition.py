"""The record that the public outputs are written from, made of the tables as they are shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from carbon.audit import commitments
from carbon.audit.redaction_csv import PublicTable
from carbon.audit.redaction_tables import LINES, OFFERS
from carbon.outputs.public_records import Edition, PublicLot, PublicRow, Shown
from carbon.tender import models
from carbon.tender.records import Tender

_VERSIONS = ("engine_version", "library_edition", "pack_sha256")
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,120})?")
_ANY, _FLAG = re.compile(r".*", re.DOTALL), re.compile("yes|no")
_FORMS = {"lot": _ANY, "supplier": _ANY, "rank": re.compile("[1-9][0-9]{0,8}"), "tied": _FLAG,
          "above_ceiling": _FLAG}  # fmt: skip
_TENDER = ("id", "title", "reference", "sha256")


def edition(
    tender: Tender,
    tables: Mapping[str, PublicTable],
    said: Mapping[str, Any],
    *,
    lang: str,
    full_sha256: str,
) -> Edition:
    """Return the public edition; `said` is the result.json of either edition.

    KeyError, TypeError or ValueError when that is no result of ours.
    """
    _sound(tables[OFFERS])
    lots = tuple(
        PublicLot(
            id=lot.id,
            title=lot.title,
            carbon_price_sek_per_kg=models.carbon_price(tender.evaluation, lot.id),
            offers=_rows(tables[OFFERS], lot.id),
            lines=_rows(tables[LINES], lot.id),
        )
        for lot in tender.lots
    )
    return Edition(
        lang=lang,
        tender={name: getattr(tender, name) for name in _TENDER},
        names={(lot.id, line.number): line.name for lot in tender.lots for line in lot.lines},
        model=tender.evaluation.model,
        tie_rule=tender.evaluation.tie_rule,
        lots=lots,
        problems=_problems(said["problems"]),
        root=commitments.root({name: one.root for name, one in tables.items()}),
        tables=summary(tables),
        full_sha256=full_sha256,
        versions={name: str(said[name]) for name in _VERSIONS},
    )


def _sound(offers: PublicTable) -> None:
    """Refuse a figure that is no plain number: an exponent alone could stop a computer."""
    for row in offers.rows:
        for column, cell in zip(offers.columns, row, strict=True):
            wanted = _FORMS.get(column, _NUMBER)
            if not cell.masked and cell.value and wanted.fullmatch(cell.value) is None:
                raise ValueError(f"{column}: {cell.value[:20]}")


def summary(tables: Mapping[str, PublicTable]) -> dict[str, dict[str, object]]:
    """Return of each table how many rows and cells it has, how many stand open, and its root."""
    return {
        name: {"rows": len(one.hashes), "cells": one.size, "open": one.open, "root": one.root}
        for name, one in tables.items()
    }


def _rows(table: PublicTable, lot: str) -> tuple[PublicRow, ...]:
    place = table.columns.index("lot")
    return tuple(
        PublicRow(cells={
            column: Shown(mask=cell.leaf.hex()) if cell.masked else Shown(value=cell.value)
            for column, cell in zip(table.columns, row, strict=True)
        })
        for row in table.rows
        if row[place].value == lot
    )  # fmt: skip


def _problems(told: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str, int], ...]:
    """Return problems as code, severity and count: their texts may hold what was offered."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in told:
        counts[str(one["code"]), str(one["severity"])] += int(one.get("count", 1))
    return tuple((code, severity, counts[code, severity]) for code, severity in sorted(counts))
