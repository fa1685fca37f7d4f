"""The public edition of a bundle: a function of the full bundle and of nothing else.

So whoever holds the full bundle, the auditor or a court, can make the public one again and compare
it byte for byte. What may be shown follows from carbon.audit.redaction_tables and from the secrecy
marks in procedure.yaml; without a readable procedure.yaml where there is one, nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from carbon import yamlfile
from carbon.audit import openings, records, redaction_csv, redaction_edition, redaction_root, tables
from carbon.audit import redaction_tables as rows
from carbon.audit.commitments import Table
from carbon.audit.records import Bundle, Kind, Row
from carbon.audit.redaction_csv import PublicTable
from carbon.intake import procedurefile, tenderfile
from carbon.outputs import public_page, public_result, public_workbook
from carbon.outputs.public_records import Edition
from carbon.problems import Problem, error, has_errors, warning
from carbon.tender.protocol import masks
from carbon.tender.protocol.masks import Masks
from carbon.tender.records import Tender

WORKBOOK, REPORT, RESULT = "evaluation.xlsx", "report.html", "result.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A public edition, ready to be packed: outputs, tables, and each supplier's opening."""

    edition: Edition
    own: frozenset[str]  # files of the tender folder that are shown
    tables: Mapping[str, PublicTable]
    members: Mapping[str, bytes]  # tables as files, by the names they have in a bundle
    outputs: Mapping[str, bytes]  # evaluation.xlsx, report.html, result.json
    openings: Mapping[str, bytes]  # by the name of the file


def redacted(bundle: Bundle) -> tuple[Redacted | None, list[Problem]]:
    """Return the public edition of a full bundle, or None and what stands in the way."""
    tender, problems = tenderfile.read_tender(bundle.tender)
    secret, wrong = key_in(bundle.tender)
    if tender is None or secret is None:
        return None, [*problems, *wrong]
    committed = tables_of(bundle)
    hidden, wrong = masks_of(bundle.tender, tender, openings.suppliers(committed))
    if hidden is None:
        return None, wrong
    own = own_files(bundle)
    members = {
        redaction_csv.file_of(table.name): redaction_csv.written(
            table, secret, partial(_shown, table, hidden, own)
        )
        for table in committed
    }
    shown = {
        table.name: redaction_csv.read(table.name, members[redaction_csv.file_of(table.name)])
        for table in committed
    }
    made = redaction_edition.edition(
        tender, shown, bundle.result, lang=_lang(bundle), full_sha256=bundle.sha256
    )
    outputs = outputs_of(made)
    return Redacted(
        edition=made,
        own=own,
        tables=shown,
        members=members,
        outputs=outputs,
        openings=_openings(committed, secret, made),
    ), list(_telling(made))


def _shown(table: Table, hidden: Masks, own: frozenset[str], number: int, column: str) -> bool:
    return rows.is_shown(table, number, column, hidden, own)


def outputs_of(edition: Edition) -> dict[str, bytes]:
    """Return the public outputs by name, from the edition alone."""
    return {
        WORKBOOK: public_workbook.workbook_bytes(edition),
        REPORT: public_page.page(edition).encode(),
        RESULT: public_result.result_bytes(edition),
    }


def key_in(folder: Path) -> tuple[bytes | None, list[Problem]]:
    """Return the tender's secret, or None and why there is none."""
    path = folder / rows.KEY
    if not path.is_file() or path.is_symlink():
        return None, [error("redaction-key-missing", rows.KEY)]
    key = redaction_root.key_of(path.read_bytes())
    return (key, []) if key is not None else (None, [error("redaction-key-unreadable", rows.KEY)])


def tables_of(bundle: Bundle) -> tuple[Table, ...]:
    """Return the tables of a full bundle, from its own rows."""
    used: dict[str, Sequence[Row]] = {
        name: tables.from_csv(bundle.path(name).read_bytes())
        for name in records.KEYS
        if name not in records.MAY_LACK or bundle.path(name).is_file()
    }
    return rows.made(used, bundle.result["lots"], files_of(bundle))


def files_of(bundle: Bundle) -> dict[str, str]:
    """Return the SHA-256 of every file of the bundled tender folder, by its own name."""
    return {
        original_of(one.name, one.original): hashlib.sha256(
            bundle.path(one.name).read_bytes()
        ).hexdigest()
        for one in bundle.members
        if one.kind is Kind.TENDER
    }


def original_of(name: str, original: str) -> str:
    """Return the name that a member has in the tender folder."""
    return original or name.partition("/")[2]


def own_files(bundle: Bundle) -> frozenset[str]:
    """Return the files of a bundled tender folder that may be shown."""
    content, _ = yamlfile.read(bundle.tender / tenderfile.FILE, tenderfile.FILE)
    return rows.own_files(list(files_of(bundle)), frozenset(_texts(content)))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


def masks_of(
    folder: Path, tender: Tender, suppliers: Sequence[str]
) -> tuple[Masks | None, list[Problem]]:
    """Return what nobody outside may see; None and why when procedure.yaml cannot be trusted."""
    procedure, problems = procedurefile.read_procedure(folder, tender, suppliers)
    if has_errors(problems):
        return None, [error("redaction-procedure", procedurefile.FILE), *problems]
    return masks.NOTHING if procedure is None else masks.for_reader(procedure.secrecy), []


def _lang(bundle: Bundle) -> str:
    return str(bundle.run.get("lang", "sv"))


def _openings(committed: Sequence[Table], secret: bytes, made: Edition) -> dict[str, bytes]:
    names = openings.suppliers(committed)
    width = max(2, len(str(len(names))))
    return {
        f"{number:0{width}}.json": openings.written(
            supplier, committed, secret, tender=made.tender["id"], root=made.root
        )
        for number, supplier in enumerate(names, start=1)
    }


def _telling(made: Edition) -> Iterator[Problem]:
    """Yield where what is shown gives away what is masked, for no mask can mend that by itself."""
    for lot in made.lots:
        counts: dict[str, int] = {}
        for line in lot.lines:
            counts[line.supplier] = counts.get(line.supplier, 0) + 1
        for offer in lot.offers:
            totals = (offer.decimal("price_sek"), offer.decimal("kg_co2e"))
            if counts.get(offer.supplier) == 1 and totals != (None, None):
                yield warning("redaction-one-line", lot.id, supplier=offer.supplier)
            masked = any(cell.mask for cell in offer.cells.values())
            if masked and offer.cells["tied"].value == "yes":
                yield warning("redaction-tie", lot.id, supplier=offer.supplier)
