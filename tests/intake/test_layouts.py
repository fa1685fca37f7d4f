from carbon.intake import layouts, reading
from carbon.intake.records import Sheet, Workbook

HEAD = ["Rad", "Benämning", "Mängd", "Enhet", "Pris", "Summa", "Pris", "Summa"]


def read(*rows, **facts):
    sheet = Sheet(name="Blad1", rows=[list(row) for row in rows], **facts)
    book = Workbook(name="a.xlsx", kind="xlsx", sha256="0" * 64, sheets=(sheet,))
    return reading.read_sheets(book)


def test_every_layout_of_the_library_can_be_read_and_has_a_title_in_both_languages():
    assert all({"sv", "en"} <= set(layout.title) for layout in layouts.known())


def test_suppliers_side_by_side_are_read_by_the_row_above_their_blocks():
    result = read(
        [None, None, None, None, "Dala AB", None, "Norr AB", None],
        HEAD,
        ["1", "Morot", 100, "kg", 12.0, 1200.0, 11.5, 1150.0],
        ["2", "Potatis", 10, "kg", 9.0, 90.0, "Ej anbud", None],
        ["Summa", None, None, None, None, 1290.0, None, 1150.0],
        merged=((1, 5, 1, 6), (1, 7, 1, 8)),
    )
    table = result.tables[0]
    assert table.column("supplier") == ["Dala AB", "Dala AB", "Norr AB", "Norr AB"]
    assert table.no_bid == [False, False, False, True]
    assert [p.code for p in result.problems].count("total-agrees") == 2


def test_a_total_that_does_not_add_up_is_told():
    result = read(
        [None, None, None, None, "Dala AB", None, "Norr AB", None],
        HEAD,
        ["1", "Morot", 100, "kg", 12.0, 1200.0, 11.5, 1150.0],
        ["Summa", None, None, None, None, 1250.0, None, 1150.0],
    )
    told = next(p for p in result.problems if p.code == "total-differs")
    assert told.where == "a.xlsx!Blad1!F4"
    assert dict(told.values)["expected"] == "1200"


def test_a_misspelt_heading_is_a_hint_in_the_question_and_never_taken():
    result = read(["Rad", "Benämning", "Mängd", "Ehnet"], ["1", "Morot", 100, "kg"])
    missing = next(p for p in result.problems if p.code == "column-missing")
    assert "Ehnet ~ unit" in dict(missing.values)["near"]
    assert result.unreadable


def test_a_layout_with_an_unknown_key_is_refused_with_its_line(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("layout: x\nkind: offers\nrequired: [price]\ncolour: red\n", encoding="utf-8")
    layout, problems = layouts.read_layout(path)
    assert layout is None
    assert [(p.code, p.where) for p in problems] == [("layout-key-unknown", "own.yaml:4")]


SIDE_BY_SIDE = [
    [None, None, None, None, "Alfa AB", None, None, "Beta AB", None, None],
    ["Position", "Benämning", "Årsvolym", "Volymenhet", "Offererad produkt", "Enhet", "Pris",
     "Offererad produkt", "Enhet", "Pris"],
    ["1", "Morot", 1000, "kg", "Morot a", "kg", 10, "Morot b", "frp", 9],
    ["Summa", None, None, None, None, None, 10, None, None, 9],
]  # fmt: skip


def test_each_supplier_may_have_a_unit_of_its_own_beside_the_others():
    result = read(*SIDE_BY_SIDE)
    assert result.tables[0].column("price_unit") == ["kg", "package"]
    assert "unit-missing" not in [p.code for p in result.problems]


def test_a_unit_before_the_blocks_holds_for_every_supplier():
    rows = [[*row[:4], *row[4:5], *row[6:8], *row[9:]] for row in SIDE_BY_SIDE]
    rows[1][3] = "Enhet"
    assert read(*rows).tables[0].column("price_unit") == ["kg", "kg"]


def test_a_sum_of_prices_is_counted_as_a_total_row_and_no_remark():
    assert dict(read(*SIDE_BY_SIDE).tables[0].left_out) == {"total": 1}


def test_a_known_column_that_a_block_cannot_hold_is_told():
    rows = [[*row[:9], *row[9:], *row[9:]] for row in SIDE_BY_SIDE]
    rows[1][10], rows[2][10], rows[3][10] = "Valuta", "EUR", None
    told = next(p for p in read(*rows).problems if p.code == "block-columns-skipped")
    assert dict(told.values)["found"] == "K Valuta"


def test_no_bid_beside_a_price_for_comparison_is_one_question_and_puts_the_row_aside():
    head = ["Position", "Benämning", "Enhet", "Pris", "Jämförpris", "Anbudsgivare"]
    for said in ("Ej anbud", "-"):
        result = read(head, ["1", "Morot", "kg", said, 9.0, "Alfa AB"])
        assert [(p.code, p.where) for p in result.problems] == [
            ("no-bid-with-price", "a.xlsx!Blad1!D2")
        ]
        assert (result.tables[0].usable, result.tables[0].no_bid) == ([False], [False])


def test_a_dash_under_the_price_for_comparison_is_no_refusal_to_offer():
    head = ["Position", "Benämning", "Enhet", "Pris", "Jämförpris", "Anbudsgivare"]
    result = read(head, ["1", "Morot", "kg", 9.0, "-", "Alfa AB"])
    assert result.problems == ()
    assert (result.tables[0].usable, result.tables[0].no_bid) == ([True], [False])
