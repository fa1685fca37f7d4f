"""Facts of sheet XML that no reader gives, in the dialects that real writers use."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from carbon.intake.archive import open_archive
from carbon.intake.files import Outcome, read_workbook
from carbon.intake.records import ErrorCell
from carbon.intake.sheetfacts import SheetFacts
from carbon.intake.sheetxml import SheetScan

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


def test_rows_that_a_filter_hides_are_told_apart_from_rows_hidden_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Pris")
    for row in range(9):
        sheet.write_row(row, 0, ("Vara", "Pris") if row == 0 else (f"v{row}", row))
    sheet.autofilter(0, 0, 5, 1)
    sheet.filter_column(1, "x > 3")
    for row in (1, 2, 7):
        sheet.set_row(row, None, None, {"hidden": True})
    book.close()
    workbook, problems = read_workbook(path, "a.xlsx")
    assert workbook is not None
    assert workbook.sheets[0].hidden_rows == {2, 3, 8}
    told = {p.code: dict(p.values) for p in problems}
    assert told["filtered-rows"] == {"count": "2", "found": "2–3"}
    assert told["hidden-rows"] == {"count": "1", "found": "8"}


def test_an_idle_filter_hides_nothing_so_what_is_hidden_was_hidden_by_hand() -> None:
    filter_ = '<autoFilter ref="A1:B9"/>'
    row = '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'
    facts = _facts(f"<worksheet><sheetData>{row}</sheetData>{filter_}</worksheet>")
    assert (facts.hidden_rows, facts.filtered_rows()) == ({3}, set())


def test_the_filter_of_a_table_object_is_found_in_its_own_part(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n in (3, 8) else ""}>'
        f'<c r="A{n}"><v>{n}</v></c></row>'
        for n in range(1, 9)
    )
    parts = workbook_parts(f"<sheetData>{rows}</sheetData>")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="t" '
        f'Type="{OFFICE}/table" Target="../tables/table1.xml"/></Relationships>'
    )
    parts["xl/tables/table1.xml"] = (
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ref="A1:A6">'
        '<autoFilter ref="A1:A6"><filterColumn colId="0"><filters><filter val="2"/></filters>'
        "</filterColumn></autoFilter></table>"
    )
    _, problems = _read(tmp_path, zip_of(parts))
    told = {p.code: dict(p.values)["found"] for p in problems if "rows" in p.code}
    assert told == {"filtered-rows": "3", "hidden-rows": "8"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('<sheet name="BLAD 1" sheetId="2" r:id="r1"/>', "sheet-name-twice"),
        ('<sheet name="C" sheetId="2" r:id="r2"/>', "sheet-part-missing"),
    ],
)
def test_sheets_that_lead_nowhere_and_names_that_stand_twice_are_errors(
    more: str, code: str, tmp_path: Path
) -> None:
    parts = workbook_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    listed = '<sheet name="Blad 1" sheetId="1" r:id="r1"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(listed, listed + more)
    relations = parts["xl/_rels/workbook.xml.rels"]
    itself = f'<Relationship Id="r2" Type="{OFFICE}/worksheet" Target="/xl/workbook.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Rel", f"{itself}</Rel")
    _, problems = _read(tmp_path, zip_of(parts))
    assert code in [p.code for p in problems]


@pytest.mark.parametrize("sheet", ["</worksheet><worksheet>", "<sheetData><row>"])
def test_xml_that_is_not_one_whole_is_refused_with_its_part(sheet: str, tmp_path: Path) -> None:
    workbook, problems = _read(tmp_path, zip_of(workbook_parts(sheet)))
    assert workbook is None
    assert [p.code for p in problems] == ["archive-damaged"]
    assert "sheet1.xml" in dict(problems[0].values)["found"]
