import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.intake import files, folder, products, reading
from carbon.intake.xmlpacks import Held, Packed, Part, held
from tests.intake.messages import (
    catalogue,
    codes,
    item,
    line,
    part,
    price,
    prop,
    quotation,
    quotation_line,
    read,
    rows,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REAL = SHARED / "data" / "real-inputs" / "ubl-catalogue"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the data folder ../shared is not there")

BOTTLE, CASE, PALLET = "07310000000010", "17310000000017", "27310000000014"  # made up


@real
@pytest.mark.shared
def test_the_consip_catalogue_has_six_lines_and_nothing_in_it_is_food():
    understood = reading.read_file(REAL / "ubl_catalogue_consip.xml")
    assert [row["offered_name"] for row in rows(understood)][:2] == [
        "HP Compaq 6730b",
        "Batteria Secondaria",
    ]
    assert [row["price"] for row in rows(understood)] == [539.73, 35.7, 102.41, 9.81, 199.47, 27.57]
    assert {row["currency"] for row in rows(understood)} == {"EUR"}
    assert rows(understood)[0]["origin"] == "IT"
    assert "trade-no-food" in codes(understood)


@real
@pytest.mark.shared
def test_the_published_quotation_adds_up_to_its_own_total_in_danish_crowns():
    understood = reading.read_file(REAL / "ubl_quotation_2.1_example.xml")
    found = rows(understood)
    assert sum(row["quantity"] * row["price"] for row in found) == 197750
    assert {row["currency"] for row in found} == {"DKK"}
    assert "total-agrees" in codes(understood)
    assert "trade-no-buyer-lines" in codes(understood)
    assert not any("line_number" in row for row in found)  # QuotationLine/ID is the seller's own


# The example that Peppol publishes, in our own words: 250 ml bottle, case of 6, pallet of 18 cases.
LEVELS = [
    Packed(names=(BOTTLE,), litres=(Decimal("0.25"),)),
    Packed(names=(CASE,), parts=(Part(item=BOTTLE, count=Decimal(6)),), litres=(Decimal("1.5"),)),
    Packed(names=(PALLET,), parts=(Part(item=CASE, count=Decimal(18)),), litres=(Decimal(27),)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_pallet_of_18_cases_of_6_bottles_holds_108_bottles_and_27_litres(order):
    found = dict(zip(order, held([LEVELS[i] for i in order]), strict=True))
    assert (found[1].units, found[1].litres) == (6, Decimal("1.5"))
    assert (found[2].units, found[2].litres, found[2].question) == (108, 27, None)


def test_a_pallet_read_from_a_file_is_priced_with_the_litres_of_its_bottles(tmp_path):
    data = catalogue(
        line("3", unit="PX", level="DU", parts=part(CASE, 18), what=item("Pall", PALLET)),
        line("2", unit="XCS", level="TU", parts=part(BOTTLE, 6), what=item("Kartong", CASE)),
        line(
            "1", unit="XBO", level="CU", orderable="false",
            what=item("Flaska", BOTTLE, inside=prop("Net content", "250", "MLT")),
        ),
    )  # fmt: skip
    understood = read(data, tmp_path)
    pallet, case = rows(understood)
    assert (pallet["consumer_units"], pallet["content_amount"], pallet["content_unit"]) == (
        "108", 27, "L",
    )  # fmt: skip
    assert (case["consumer_units"], case["content_amount"]) == ("6", 1.5)
    assert "trade-lines-not-orderable" in codes(understood)  # the bottle offers nothing


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_what_levels_multiply_to_never_depends_on_the_order_of_lines(counts, order):
    names = [f"item {level}" for level in range(len(counts) + 1)]
    items = [Packed(names=(names[0],), kg=(Decimal("0.1"),))]
    items += [
        Packed(names=(names[level + 1],), parts=(Part(item=names[level], count=Decimal(count)),))
        for level, count in enumerate(counts)
    ]
    places = list(range(len(items)))
    order.shuffle(places)
    found = dict(zip(places, held([items[place] for place in places]), strict=True))
    plain = held(items)
    assert [found[place] for place in range(len(items))] == plain
    product = 1
    for count in counts:
        product *= count
    assert plain[-1].kg == Decimal("0.1") * product


def test_an_item_that_holds_itself_is_a_question_and_no_endless_loop():
    one = Packed(names=("a",), parts=(Part(item="b", count=Decimal(2)),))
    two = Packed(names=("b",), parts=(Part(item="a", count=Decimal(2)),))
    assert [each.question for each in held([one, two])] == ["trade-pack-cycle"] * 2


def test_levels_that_multiply_beyond_a_lorry_are_a_question():
    items = [Packed(names=("0",), kg=(Decimal(1),))] + [
        Packed(names=(f"{n}",), parts=(Part(item=f"{n - 1}", count=Decimal(1000)),))
        for n in range(1, 60)
    ]
    found = held(items)
    assert found[2].question is None
    assert found[3].question == "trade-too-many-units"
    assert found[-1].question == "trade-part-unclear"


def test_parts_of_one_name_and_different_contents_are_a_question():
    small = Packed(names=("x",), kg=(Decimal(1),))
    large = Packed(names=("x",), kg=(Decimal(2),))
    case = Packed(names=("y",), parts=(Part(item="x", count=Decimal(2)),))
    assert held([small, large, case])[2].question == "trade-part-ambiguous"
    assert held([small, small, case])[2] == Held(units=Decimal(2), kg=Decimal(2))


def test_a_net_weight_of_its_own_that_differs_from_the_parts_puts_the_row_aside(tmp_path):
    data = catalogue(
        line("1", unit="EA", what=item("Påse", BOTTLE, inside=prop("Nettovikt", "500", "GRM"))),
        line(
            "2", parts=part(BOTTLE, 10),
            what=item("Kartong", CASE, inside=prop("Nettovikt", "4", "KGM")),
        ),
    )  # fmt: skip
    understood = read(data, tmp_path)
    assert [row["offered_name"] for row in rows(understood)] == ["Påse"]
    told = next(p for p in understood.problems if p.code == "trade-content-differs")
    assert told.where == "a.xml!CatalogueLine!2"
    assert dict(told.values)["found"] == "4 kg / 5 kg"


def test_the_price_is_divided_by_the_base_quantity(tmp_path):
    (row,) = rows(read(catalogue(line(unit="KGM", prices=price("250.00", "10", "KGM"))), tmp_path))
    assert (row["price"], row["price_unit"]) == (25, "kg")


def test_a_price_per_100_grams_becomes_a_price_per_kilogram(tmp_path):
    (row,) = rows(read(catalogue(line(unit="XCS", prices=price("4.50", "100", "GRM"))), tmp_path))
    assert (row["price"], row["price_unit"]) == (45, "kg")


def test_the_barrel_of_the_oioubl_guideline_costs_3600(tmp_path):
    # Printed: 4800.00 per 1000 litres, one barrel is 0.75 of that, 3600.00 a barrel of 750 litres.
    prices = price("4800.00", "1000", "LTR", "0.75", "DKK")
    (row,) = rows(read(catalogue(line(unit="BLL", prices=prices)), tmp_path))
    assert (row["price"] * 750, row["price_unit"], row["currency"]) == (3600, "L", "DKK")


def test_the_case_of_twelve_bottles_of_the_guideline_costs_720(tmp_path):
    data = catalogue(line(content=("12", "C62"), prices=price("60.00", "1", "BO", "12")))
    (row,) = rows(read(data, tmp_path))
    assert (row["price"], row["content_amount"], row["content_unit"]) == (720, 12, "item")


def test_a_rate_that_contradicts_the_pack_is_a_question(tmp_path):
    understood = read(
        catalogue(line(content=("12", "C62"), prices=price("60.00", "1", "BO", "24"))), tmp_path
    )
    assert "trade-rate-differs" in codes(understood)
    assert rows(understood) == []


def test_a_price_per_bottle_beside_a_case_without_a_rate_is_a_question(tmp_path):
    understood = read(
        catalogue(line(content=("6", "C62"), prices=price("12.00", "1", "XBO"))), tmp_path
    )
    assert "trade-price-unit" in codes(understood)
    assert rows(understood) == []


def test_a_price_per_one_of_a_case_is_read_per_case_and_said(tmp_path):
    what = item(inside=prop("Nettovikt", "6", "KGM"))
    understood = read(catalogue(line(prices=price("90.00", "1", "C62"), what=what)), tmp_path)
    assert "trade-price-per-one" in codes(understood)
    assert (rows(understood)[0]["price"], rows(understood)[0]["net_weight_kg"]) == (90, 6)


MILK = "Mjölk 12x1 L"


def packs(count, code="EA"):
    return f'<cbc:PackQuantity unitCode="{code}">{count}</cbc:PackQuantity>'


@pytest.mark.parametrize("place", ["content", "item", "line"])
def test_a_price_per_piece_of_a_pack_that_states_twelve_is_multiplied_and_said(place, tmp_path):
    content = ("12", "EA") if place == "content" else None
    what = item(MILK, inside=packs(12) if place == "item" else "")
    parts = packs(12) if place == "line" else ""
    one = line(unit="XPK", prices=price("10", "1", "EA"), content=content, parts=parts, what=what)
    understood = read(catalogue(one), tmp_path)
    told = next(p for p in understood.problems if p.code == "trade-price-multiplied")
    assert dict(told.values)["value"] == "120.00"
    (row,) = rows(understood)
    assert (row["price"], row["price_unit"]) == (120, "package")


def test_a_price_per_two_pieces_of_a_pack_of_twelve_is_six_of_them(tmp_path):
    one = line(unit="XPK", prices=price("10", "2", "EA"), content=("12", "EA"), what=item(MILK))
    assert rows(read(catalogue(one), tmp_path))[0]["price"] == 60


@pytest.mark.parametrize("name", [MILK, "Ägg 30 st", "Yoghurt 6-pack", "Smör 10 × 500 g"])
def test_a_price_per_piece_of_a_pack_whose_name_tells_of_several_is_a_question(name, tmp_path):
    one = line(unit="XPK", prices=price("10", "1", "EA"), what=item(name))
    understood = read(catalogue(one), tmp_path)
    assert "trade-price-unit" in codes(understood)
    assert rows(understood) == []


def test_a_stated_count_that_another_contradicts_multiplies_nothing(tmp_path):
    what = item(MILK, inside=packs(12))
    one = line(unit="XPK", prices=price("10", "1", "EA"), content=("6", "EA"), what=what)
    understood = read(catalogue(one), tmp_path)
    assert "trade-price-multiplied" not in codes(understood)
    assert rows(understood) == []


def test_two_amounts_in_one_price_give_none(tmp_path):
    twice = price("9.00").replace("</cac:Price>", price("8.00").removeprefix("<cac:Price>"))
    understood = read(catalogue(line(unit="KGM", prices=twice)), tmp_path)
    told = next(p for p in understood.problems if p.code == "trade-several-prices")
    assert dict(told.values)["found"] == "9.00 SEK / 8.00 SEK"
    assert rows(understood) == []


def test_lines_of_one_id_are_a_question_and_none_is_used(tmp_path):
    lines = [line(n, unit="KGM", what=item(name)) for n, name in zip("112", "abc", strict=True)]
    understood = read(catalogue(*lines), tmp_path)
    told = [p for p in understood.problems if p.code == "trade-line-id-twice"]
    assert [(p.where, dict(p.values)["lines"]) for p in told] == [("a.xml!CatalogueLine!2", "1, 2")]
    assert [row["offered_name"] for row in rows(understood)] == ["c"]


def test_several_prices_that_differ_give_none_and_alike_give_one(tmp_path):
    what = item(inside=prop("Nettovikt", "6", "KGM"))
    differ = read(catalogue(line(prices=[price("9.00"), price("8.00")], what=what)), tmp_path)
    assert "trade-several-prices" in codes(differ)
    assert rows(differ) == []
    alike = read(catalogue(line(prices=[price("9.00"), price("9.00")], what=what)), tmp_path)
    assert rows(alike)[0]["price"] == 9


@pytest.mark.parametrize(
    ("prices", "element"),
    [
        (price("12,50"), "PriceAmount"),
        (price("1e3"), "PriceAmount"),
        (price("10", "0", "KGM"), "BaseQuantity"),
        (price("10", "x", "KGM"), "BaseQuantity"),
        (price("10", "1", "KGM", "0"), "OrderableUnitFactorRate"),
    ],
)
def test_a_number_that_is_none_in_xml_is_named_and_never_used(prices, element, tmp_path):
    understood = read(catalogue(line(unit="KGM", prices=prices)), tmp_path)
    told = next(p for p in understood.problems if p.code == "trade-number")
    assert (told.where, dict(told.values)["element"]) == ("a.xml!CatalogueLine!1", element)
    assert "cell-error" not in [p.code for p in understood.problems]  # told once
    assert rows(understood) == []


@pytest.mark.parametrize("amount", ["0", "-5.00"])
def test_a_zero_or_negative_price_puts_the_row_aside(amount, tmp_path):
    understood = read(catalogue(line(unit="KGM", prices=price(amount))), tmp_path)
    assert rows(understood) == []
    place = "a.xml!CatalogueLine!E1"
    assert any(p.where == place and p.severity == "error" for p in understood.problems)


@pytest.mark.parametrize(
    ("code", "content", "kilograms"),
    [("KGM", "2.5", 2.5), ("GRM", "2500", 2.5), ("HGM", "25", 2.5), ("ONZ", "16", 0.45359237)],
)
def test_the_codes_of_weights_are_read(code, content, kilograms, tmp_path):
    (row,) = rows(read(catalogue(line(content=(content, code))), tmp_path))
    assert row["net_weight_kg"] == pytest.approx(kilograms)


@pytest.mark.parametrize(
    ("code", "content"), [("LTR", "1.5"), ("DLT", "15"), ("CLT", "150"), ("MLT", "1500")]
)
def test_the_codes_of_volumes_are_read(code, content, tmp_path):
    (row,) = rows(read(catalogue(line(content=(content, code))), tmp_path))
    assert (row["content_amount"], row["content_unit"]) == (1.5, "L")


@pytest.mark.parametrize("code", ["XBX", "BX", "XCS", "CS", "XPA", "XPU", "PX", "XPK"])
def test_the_codes_of_packages_are_packages(code, tmp_path):
    (row,) = rows(read(catalogue(line(unit=code, content=("2", "KGM"))), tmp_path))
    assert row["price_unit"] == "package"


@pytest.mark.parametrize("code", ["EA", "C62", "H87"])
def test_the_codes_of_pieces_are_pieces(code, tmp_path):
    (row,) = rows(read(catalogue(line(unit=code, content=("2", "KGM"))), tmp_path))
    assert (row["price_unit"], row["net_weight_kg"]) == ("item", 2)


def test_an_unknown_unit_code_is_a_question(tmp_path):
    understood = read(catalogue(line(unit="ZZZ")), tmp_path)
    assert "unit-unknown" in codes(understood)
    assert rows(understood) == []


def test_an_update_or_a_deletion_is_no_full_list(tmp_path):
    what = item(inside=prop("Nettovikt", "1", "KGM"))
    lines = [line("1", action="Add", what=what), line("2", action="Delete", what=what)]
    understood = read(catalogue(*lines), tmp_path)
    assert {"trade-not-full-list", "trade-lines-deleted"} <= set(codes(understood))
    assert len(rows(understood)) == 1
    assert "trade-not-full-list" in codes(read(catalogue(lines[0], action="Update"), tmp_path))
    assert "trade-not-full-list" not in codes(read(catalogue(lines[0], action="Add"), tmp_path))
    nothing = read(catalogue(*lines, action="Delete"), tmp_path)
    assert rows(nothing) == []


def test_weights_labels_class_tax_and_period_keep_their_names(tmp_path):
    inside = (
        prop("Nettovikt", "5", "KGM")
        + prop("Bruttovikt", "5200", "GRM")
        + prop("Avrunnen vikt", "3000", "GRM")
        + "<cac:OriginCountry><cbc:IdentificationCode>SE</cbc:IdentificationCode>"
        "</cac:OriginCountry>"
        + "<cac:Certificate><cbc:CertificateTypeCode>KRAV_MARK</cbc:CertificateTypeCode>"
        "</cac:Certificate><cac:Certificate><cbc:CertificateTypeCode>CLIMATE_NEUTRAL"
        "</cbc:CertificateTypeCode></cac:Certificate>"
        + '<cac:CommodityClassification><cbc:ItemClassificationCode listID="CPV">15811000'
        "</cbc:ItemClassificationCode></cac:CommodityClassification>"
        + "<cac:ClassifiedTaxCategory><cbc:Percent>12</cbc:Percent></cac:ClassifiedTaxCategory>"
    )
    understood = read(
        catalogue(line(what=item("Oliver", "07310000000010", inside=inside))), tmp_path
    )
    (row,) = rows(understood)
    assert (row["net_weight_kg"], row["gross_weight"], row["drained_weight_kg"]) == (5, 5.2, 3)
    assert (row["gtin"], row["origin"]) == ("07310000000010", "SE")
    assert row["labels"] == "KRAV_MARK; CLIMATE_NEUTRAL"
    assert (row["commodity_class"], row["vat_rate"]) == ("CPV 15811000", 12)
    assert "footprint" not in row  # a label is evidence of rules, never of a footprint
    assert "trade-no-food" not in codes(understood)


def test_a_case_priced_per_kilogram_keeps_the_share_of_its_drained_weight(tmp_path):
    inside = prop("Nettovikt", "5", "KGM") + prop("Avrunnen vikt", "3", "KGM")
    data = catalogue(line(prices=price("20", "1", "KGM"), what=item(inside=inside)))
    (row,) = rows(read(data, tmp_path))
    assert (row["price_unit"], row["drained_weight_kg"]) == ("kg", 0.6)


def test_letters_of_a_declared_encoding_are_read(tmp_path):
    what = item("Gräddfil från Ängö", inside=prop("Net content", "1", "LTR"))
    for encoding in ("ISO-8859-1", "windows-1252", "UTF-16", "UTF-8"):
        (row,) = rows(read(catalogue(line(what=what), encoding=encoding), tmp_path))
        assert row["offered_name"] == "Gräddfil från Ängö"


def test_the_place_is_the_number_of_the_line_in_the_file(tmp_path):
    good = item(inside=prop("Nettovikt", "1", "KGM"))
    data = catalogue(*(line(str(n), what=good) for n in range(1, 4)), line("4", unit="ZZZ"))
    told = next(p for p in read(data, tmp_path).problems if p.code == "unit-unknown")
    assert told.where == "a.xml!CatalogueLine!D4"
    assert dict(told.values)["column"] == "OrderableUnit"


def test_a_message_in_the_envelope_of_the_network_is_read_and_two_are_refused(tmp_path):
    inner = catalogue(line(unit="KGM")).decode().partition("?>")[2]
    head = "<StandardBusinessDocumentHeader><a>1</a></StandardBusinessDocumentHeader>"

    def envelope(inside):
        text = f'<StandardBusinessDocument xmlns="urn:x">{head}{inside}</StandardBusinessDocument>'
        return text.encode()

    assert len(rows(read(envelope(inner), tmp_path))) == 1
    assert codes(read(envelope(inner + inner), tmp_path)) == ["trade-several-messages"]


def test_a_quotation_carries_the_buyers_line_numbers(tmp_path):
    data = quotation(
        quotation_line("1", "17", amount="100.00"),
        quotation_line("2", "18", amount="90.00"),
        total="190.00",
    )
    understood = read(data, tmp_path)
    assert [row["line_number"] for row in rows(understood)] == ["17", "18"]
    found = codes(understood)
    assert "total-agrees" in found
    assert "amount-differs" in found  # 10 kg at 10.00 is not 90.00
    assert "trade-no-buyer-lines" not in found


def test_one_buyers_line_quoted_twice_is_named_twice_and_counted_never(tmp_path):
    data = quotation(quotation_line("1", "17"), quotation_line("2", "17"))
    understood = read(data, tmp_path)
    assert codes(understood).count("row-twice") == 2
    assert rows(understood) == []


DTD = '<?xml version="1.0"?><!DOCTYPE Catalogue [{}]>'
LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}{"lol" * 9}">' for n in range(9)
)
HOSTILE = {
    "billion laughs": (DTD.format(LAUGHS) + "<Catalogue>&l8;</Catalogue>", "xml-doctype"),
    "external entity": (
        DTD.format('<!ENTITY x SYSTEM "file:///etc/passwd">') + "<Catalogue>&x;</Catalogue>",
        "xml-doctype",
    ),
    "external dtd": (
        '<!DOCTYPE Catalogue SYSTEM "http://127.0.0.1:9/x.dtd"><Catalogue/>',
        "xml-doctype",
    ),
    "a million levels": ("<Catalogue>" + "<a>" * 1_000_000, "xml-too-deep"),
    "cut off": (catalogue(line()).decode()[:-40], "xml-broken"),
    "two roots": (catalogue(line()).decode() + "<Catalogue/>", "xml-broken"),
    "a wrong encoding": ('<?xml version="1.0" encoding="x-none"?><Catalogue/>', "xml-encoding"),
    "an invoice": ("<Invoice/>", "trade-message-unknown"),
    "another Catalogue": ('<Catalogue xmlns="urn:other"/>', "trade-message-unknown"),
    "no lines": (catalogue().decode(), "trade-no-lines"),
    "not UTF-8": (b'<?xml version="1.0"?><Catalogue>\xff\xfe</Catalogue>', "xml-broken"),
    "a web page": ("<!DOCTYPE html><html></html>", "file-not-workbook"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_message_is_refused_in_one_sentence(name, tmp_path):
    data, code = HOSTILE[name]
    understood = read(data if isinstance(data, bytes) else data.encode(), tmp_path)
    assert understood.unreadable
    assert codes(understood) == [code]


def test_a_huge_attribute_and_a_huge_name_do_no_harm(tmp_path):
    what = item("x" * 5_000_000, inside=prop("Nettovikt", "1", "KGM"))
    data = catalogue(line(what=what)).replace(
        b"<Catalogue ", b'<Catalogue a="' + b"y" * 3_000_000 + b'" '
    )
    (row,) = rows(read(data, tmp_path))
    assert len(row["offered_name"]) == 500


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 700), put=st.binary(max_size=6))
def test_a_damaged_message_never_raises(tmp_path_factory, cut, put):
    data = catalogue(line(what=item(inside=prop("Nettovikt", "1", "KGM"))))
    place = min(cut, len(data))
    folder = tmp_path_factory.mktemp("damaged")
    assert read(data[:place] + put + data[place + len(put) :], folder).file == "a.xml"


def test_what_a_file_is_is_told_by_its_content():
    assert files.kind_of(catalogue(line())) == "xml"
    assert files.kind_of(catalogue(line(), encoding="UTF-16")) == "xml"
    assert files.kind_of(b"<html><body>") == "HTML"
    assert files.kind_of(b'{"tradeItem": {}}') == "gdsn"
    assert files.kind_of(b'{"shipments": []}') == "JSON"
    assert files.kind_of(b"<5 kg;Pris\n") == "text"


def test_messages_in_a_tender_folder_are_offers_and_other_json_is_left_out(tmp_path):
    tender = tmp_path / "t"
    assert folder.new_tender(tender) == []
    data = quotation(quotation_line("1", "1", what=item("Havregryn")))
    (tender / "offers" / "quotation.xml").write_bytes(data)
    (tender / "offers" / "legs.json").write_text('{"shipments": []}')
    found, problems = folder.offer_files(tender)
    assert [name for _, name in found] == ["offers/quotation.xml"]
    assert [(p.code, p.where) for p in problems] == [("file-left-out", "offers/legs.json")]
    workbook, wrong = files.read_workbook(*found[0])
    assert workbook is not None
    assert workbook.kind == "ubl"
    offers, _ = products.offers(
        [(found[0][1], one) for one in reading.read_sheets(workbook).sheets]
    )
    assert wrong == []
    assert offers[0].supplier == "Dala Grossist AB"
    (product,) = offers[0].products
    assert (product.line_number, product.offered_name) == ("1", "Havregryn")
    assert product.where == "offers/quotation.xml!QuotationLine!1"


def test_so_many_kilograms_of_a_component_are_no_number_of_it(tmp_path):
    # As in the full example of Peppol: one pound of item 2345, ten pieces in the pack.
    component = part("2345", 1).replace('unitCode="EA"', 'unitCode="LBR"')
    data = catalogue(line(unit="XBX", content=("10", "C62"), parts=component))
    (row,) = rows(read(data, tmp_path))
    assert (row["content_amount"], row["content_unit"], row["consumer_units"]) == (10, "item", "10")


def test_a_weight_with_the_consumers_packing_is_said_to_be_one(tmp_path):
    dimension = (
        "<cac:Dimension><cbc:AttributeID>AAA</cbc:AttributeID>"
        '<cbc:Measure unitCode="GRM">520</cbc:Measure></cac:Dimension>'
    )
    understood = read(catalogue(line(unit="EA", what=item(inside=dimension))), tmp_path)
    assert rows(understood)[0]["net_weight_kg"] == 0.52
    assert "trade-weight-with-packing" in codes(understood)
    both = dimension + dimension.replace("AAA", "AAF").replace("520", "500")
    understood = read(catalogue(line(unit="EA", what=item(inside=both))), tmp_path)
    assert rows(understood)[0]["net_weight_kg"] == 0.5
    assert "trade-weight-with-packing" not in codes(understood)


def test_counts_that_disagree_are_a_question_unless_the_net_content_is_stated(tmp_path):
    size = "<cbc:PackSizeNumeric>8</cbc:PackSizeNumeric>"
    understood = read(catalogue(line(content=("6", "C62"), what=item(inside=size))), tmp_path)
    assert "trade-units-differ" in codes(understood)
    assert rows(understood) == []
    weighed = item(inside=size + prop("Nettovikt", "3", "KGM"))
    understood = read(catalogue(line(content=("6", "C62"), what=weighed)), tmp_path)
    assert "trade-units-differ-beside" in codes(understood)
    assert rows(understood)[0]["net_weight_kg"] == 3


def test_a_blank_line_before_the_declaration_breaks_nothing(tmp_path):
    assert len(rows(read(b"\r\n\n" + catalogue(line(unit="KGM")), tmp_path))) == 1
