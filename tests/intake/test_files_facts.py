"""Facts of sheet XML that no reader gives, in the dialects that real writers use."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from carbon.intake.archive import open_archive
from carbon.intake.files import Outcome, read_workbook
from carbon.intake.records import ErrorCell
from carbon.intake.sheetxml import SheetFacts, SheetScan

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook_parts(sheet: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Blad 1" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }


def zip_of(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _read(tmp_path: Path, data: bytes, name: str = "a.xlsx") -> Outcome:
    path = tmp_path / name
    path.write_bytes(data)
    return read_workbook(path, name)


def _facts(xml: str, piece: int = 1 << 20) -> SheetFacts:
    scan = SheetScan()
    data = xml.encode()
    for start in range(0, len(data), piece):
        scan(data[start : start + piece])
    scan(b"")
    return scan.facts


SHEET = (
    '<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><f>[1]Blad1!A1</f><v>2</v></c></row>'
    '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="C2"><f>A1+1</f></c></row>'
    '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c>'
    '<c r="B3"><f>T[[#This Row],[2024]]</f><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("piece", [1 << 20, 400, 97, 33])
def test_facts_do_not_depend_on_where_a_piece_ends(piece: int) -> None:
    facts = _facts(SHEET, piece)
    assert facts.hidden_rows == {1}
    assert facts.hidden_columns == {2, 3}
    assert facts.formulas == 4
    assert facts.linked_cells == {(1, 2)}
    assert facts.formulas_without_value == {(2, 3)}
    assert facts.errors == {(2, 1): "#REF!"}


def test_a_namespace_prefix_changes_nothing() -> None:
    prefixed = SHEET
    for tag in ("worksheet", "cols", "col ", "sheetData", "row", "c ", "f>", "v>"):
        prefixed = prefixed.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    prefixed = prefixed.replace("</c>", "</x:c>")
    assert _facts(prefixed) == _facts(SHEET)


@pytest.mark.parametrize("piece", [1 << 20, 60])
def test_cells_without_addresses_are_counted(piece: int) -> None:
    bare = (
        "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row></sheetData></worksheet>'
    )
    facts = _facts(bare, piece)
    assert facts.errors == {(2, 2): "#N/A"}
    assert facts.formulas_without_value == {(2, 3)}


def test_shared_formulas_inherit_the_link_of_their_master() -> None:
    facts = _facts(
        '<worksheet><sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]B!A1</f>'
        '<v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert facts.linked_cells == {(1, 1), (2, 1)}
    assert facts.formulas_without_value == set()


def test_an_error_cell_at_the_edge_of_the_table_is_kept(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row></sheetData>'
    )
    workbook, problems = _read(tmp_path, zip_of(workbook_parts(sheet)))
    assert workbook is not None, problems
    assert workbook.sheets[0].rows == [[1.0], [ErrorCell("#REF!")]]


def test_a_sheet_of_nothing_but_errors_is_not_empty(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="2"><c r="B2" t="e"><v>#REF!</v></c></row></sheetData>'
    workbook, problems = _read(tmp_path, zip_of(workbook_parts(sheet)))
    assert workbook is not None, problems
    assert ErrorCell("#REF!") in [v for row in workbook.sheets[0].rows for v in row]


def test_a_cell_in_the_last_corner_is_refused_without_a_crash(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    workbook, problems = _read(tmp_path, zip_of(workbook_parts(sheet)))
    assert workbook is None
    assert [p.code for p in problems] in (["reader-died"], ["file-needs-memory"])


def test_a_doctype_in_any_part_refuses_the_file(tmp_path: Path) -> None:
    parts = workbook_parts("<sheetData/>")
    parts["docProps/app.xml"] = "<!DOCTYPE a><a/>"
    workbook, problems = _read(tmp_path, zip_of(parts))
    assert workbook is None
    assert [p.code for p in problems] == ["archive-doctype"]


def test_a_part_in_utf_16_cannot_hide_a_doctype(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in workbook_parts("<sheetData/>").items():
            archive.writestr(name, text)
        archive.writestr("docProps/app.xml", "<!DOCTYPE a><a/>".encode("utf-16"))
    workbook, problems = _read(tmp_path, stream.getvalue())
    assert workbook is None
    assert [p.code for p in problems] == ["archive-encoding"]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x.xml", "a\x1b[0m.xml", "C:x.xml"])
def test_odd_part_names_refuse_the_file(name: str) -> None:
    opened, problems = open_archive(zip_of({**workbook_parts(""), name: "x"}), "a.xlsx")
    assert opened is None
    assert [p.code for p in problems] == ["archive-odd-name"]


def test_names_that_differ_in_case_only_are_the_same_part() -> None:
    parts = {**workbook_parts(""), "XL/Workbook.xml": "<workbook/>"}
    _, problems = open_archive(zip_of(parts), "a.xlsx")
    assert [p.code for p in problems] == ["archive-duplicate-part"]


def test_a_part_that_the_directory_does_not_list_is_found() -> None:
    data = zip_of(workbook_parts(""))
    hidden = zip_of({"xl/hidden.xml": "x" * 50}).split(b"PK\x01\x02")[0]
    # Put before the first part: zipfile accepts it as the prefix of a self-extracting archive.
    _, problems = open_archive(hidden + data, "a.xlsx")
    assert [p.code for p in problems] == ["archive-hidden-part"]
