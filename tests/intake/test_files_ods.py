"""Facts of OpenDocument sheets, whose cells have no addresses and may be repeated."""

from __future__ import annotations

from carbon.intake.odsxml import OdsScan
from carbon.intake.sheetfacts import SheetFacts

NAMES = "".join(
    f' xmlns:{short}="{long}"'
    for short, long in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }.items()
)


def _facts(table: str) -> SheetFacts:
    scan = OdsScan()
    scan(f'<x{NAMES}><table:table table:name="B">{table}</table:table></x>'.encode())
    scan(b"")
    return scan.facts["B"]


def test_hidden_rows_and_columns_are_counted_with_their_repetitions() -> None:
    facts = _facts(
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-row table:number-rows-repeated="3"/>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"/>'
    )
    assert facts.hidden_columns == {3, 4}
    assert facts.hidden_rows == {4, 5}


def test_an_error_in_a_repeated_row_stands_in_each_of_them() -> None:
    facts = _facts(
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
    )
    assert facts.errors == {(1, 3): "#DIV/0!", (2, 3): "#DIV/0!"}
    assert facts.formulas == 2


def test_formulas_without_value_and_links_are_found() -> None:
    facts = _facts(
        '<table:table-row><table:table-cell table:formula="of:=[.A1]+1"/>'
        "<table:table-cell table:formula=\"of:='file:///p.ods'#$B.A1\" "
        'office:value-type="float" office:value="2"/></table:table-row>'
    )
    assert facts.formulas_without_value == {(1, 1)}
    assert facts.linked_cells == {(1, 2)}


def test_a_cell_that_claims_to_be_millions_costs_little() -> None:
    facts = _facts(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>#N/A</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert len(facts.errors) == 10_000


def test_a_text_under_a_type_that_has_no_value_is_a_question_and_never_a_blank() -> None:
    comment = "<office:annotation><text:p>Fyll i</text:p></office:annotation>"
    facts = _facts(
        "<table:table-row>"
        '<table:table-cell office:value-type="boolean"><text:p>Morot</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p>'
        "</table:table-cell><table:table-cell><text:p>Lök</text:p></table:table-cell>"
        f"<table:table-cell>{comment}</table:table-cell></table:table-row>"
    )
    assert facts.errors == {(1, 1): "Morot", (1, 3): "Lök"}
