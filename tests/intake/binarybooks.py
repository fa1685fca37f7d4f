"""An .xlsb built record by record ([MS-XLSB] 2.1.4): no program here can write one.

Every record is checked twice: by our reader, and by LibreOffice, which reads the same file.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# PtgRef A1 and B1 as tokens: relative row and column, then PtgMul.
A1_TIMES_B1 = (
    b"\x44" + struct.pack("<IH", 0, 0xC000) + b"\x44" + struct.pack("<IH", 0, 0xC001) + b"\x05"
)
EMPTY_TEXT = b"\x17\x00\x00"  # PtgStr of no letters


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record."""
    return _number(kind) + _number(len(data)) + data


def _number(value: int) -> bytes:
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def text(value: str) -> bytes:
    """Return an XLWideString."""
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """Return a row, 1-based, with its cells."""
    flags = 0x10 if hidden else 0
    head = struct.pack("<IIHBBB", number - 1, 0, 300, 0, flags, 0) + struct.pack("<I", 0)
    return record(0, head) + b"".join(cells)


def _cell(column: int) -> bytes:
    return struct.pack("<II", column, 0)


def words(column: int, value: str) -> bytes:
    """Return a text cell (BrtCellSt), column 0-based."""
    return record(6, _cell(column) + text(value))


def number(column: int, value: float) -> bytes:
    """Return a number cell (BrtCellReal)."""
    return record(5, _cell(column) + struct.pack("<d", value))


def broken(column: int, code: int) -> bytes:
    """Return an error cell (BrtCellError); 0x07 is #DIV/0!."""
    return record(3, _cell(column) + bytes([code]))


def formula(column: int, value: float | str, tokens: bytes = A1_TIMES_B1, flags: int = 0) -> bytes:
    """Return a formula with its stored result, a number or a text."""
    stored = struct.pack("<d", value) if isinstance(value, float) else text(value)
    tail = struct.pack("<HI", flags, len(tokens)) + tokens + struct.pack("<I", 0)
    return record(9 if isinstance(value, float) else 8, _cell(column) + stored + tail)


def broken_formula(column: int, code: int) -> bytes:
    """Return a formula whose stored result is an error."""
    tail = struct.pack("<HI", 0, len(A1_TIMES_B1)) + A1_TIMES_B1 + struct.pack("<I", 0)
    return record(11, _cell(column) + bytes([code]) + tail)


def sheet(
    rows: Sequence[bytes],
    *,
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    filtered: tuple[int, int, int, int] | None = None,
) -> bytes:
    """Return the part of a sheet; ranges are 0-based: rows from and to, columns from and to."""
    columns = [record(60, struct.pack("<IIIIH", c, c, 2560, 0, 1)) for c in hidden_columns]
    parts = [record(129), record(148, struct.pack("<4I", 0, 50, 0, 20))]
    if columns:
        parts += [record(390), *columns, record(391)]
    parts += [record(145), *rows, record(146)]
    if filtered is not None:
        column = record(163, struct.pack("<IH", 0, 0)) + record(165, struct.pack("<II", 0, 0))
        value = record(167, text("Morot"))
        parts += [
            record(161, struct.pack("<4I", *filtered)), column, value, record(166), record(164),
            record(162),
        ]  # fmt: skip
    if merged:
        parts.append(record(177, struct.pack("<I", len(merged))))
        parts += [record(176, struct.pack("<4I", *area)) for area in merged]
        parts.append(record(178))
    return b"".join([*parts, record(130)])


def book(sheets: Mapping[str, bytes], states: Mapping[str, int] | None = None) -> bytes:
    """Return an .xlsb with these sheets; state 1 hides one, 2 hides it well."""
    listed = [
        record(
            156,
            struct.pack("<II", (states or {}).get(name, 0), n) + text(f"rId{n}") + text(name),
        )
        for n, name in enumerate(sheets, 1)
    ]
    workbook = b"".join([record(131), record(143), *listed, record(144), record(132)])
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
        ),
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": _relations(relations),
    }
    parts |= {f"xl/worksheets/sheet{n}.bin": part for n, part in enumerate(sheets.values(), 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _relations(inner: str) -> str:
    space = f"{PACKAGE}/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{inner}</Relationships>'


def _types(count: int) -> str:
    kind = "application/vnd.ms-excel"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{kind}.worksheet"/>'
        for n in range(1, count + 1)
    )
    return (
        f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" '
        f'ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
        f"{parts}</Types>"
    )
