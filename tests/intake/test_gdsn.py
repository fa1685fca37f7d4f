import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from carbon.cli.reading import read as read_command
from carbon.intake import files, products, reading
from tests.intake.messages import codes, read, rows

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REAL = SHARED / "data" / "real-inputs" / "gdsn-gs1"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the data folder ../shared is not there")

EACH, CASE = "07310000000010", "17310000000017"  # made up


def offered(path):
    workbook, problems = files.read_workbook(path, path.name)
    assert problems == []
    offers, _ = products.offers(
        [(path.name, sheet) for sheet in reading.read_sheets(workbook).sheets]
    )
    ((product,),) = [offer.products for offer in offers]
    return product


@real
@pytest.mark.shared
def test_the_chicory_coffee_is_400_grams_net_and_516_grams_gross():
    product = offered(REAL / "off_equadis_nestle_ricore.json")
    assert product.gtin == "03033710071005"
    assert (product.net_weight_kg, product.gross_weight_kg) == (0.4, 0.516)
    assert (float(product.price), product.currency, product.price_unit) == (5.728, "EUR", "item")
    assert "Café Origine non-UE" in product.cells["provenance"].text


@real
@pytest.mark.shared
def test_the_ice_cream_keeps_its_258_grams_though_its_name_says_330_millilitres():
    product = offered(REAL / "off_equadis_unilever_magnum_mini_ruby.json")
    assert product.gtin == "08711327384521"
    assert (product.net_weight_kg, product.gross_weight_kg) == (0.258, 0.325)  # GRM and KGM
    assert product.origin_country == "DE"  # 276
    assert "x6 330ml" in product.offered_name
    assert "RAINFOREST_ALLIANCE" in product.cells["labels"].text
    assert product.footprint is None  # a label is no footprint


@real
@pytest.mark.shared
def test_the_other_shape_of_json_is_read_the_same_way():
    product = offered(REAL / "off_codeonline_materne_pomme_bio.json")
    assert (product.gtin, product.net_weight_kg) == ("03021760292280", 3.2)
    assert (product.origin_country, product.brand) == ("FR", "MATERNE")  # 250
    assert product.price is None


@real
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "gtin"),
    [
        ("gdsn_cin_food_product_full.xml", "95012345678835"),
        ("gdsn_cin_example_product.xml", "08712345678906"),
    ],
)
def test_the_samples_in_xml_hold_half_a_litre(name, gtin):
    product = offered(REAL / name)
    assert product.gtin == gtin
    assert (product.content_amount, product.content_unit) == (0.5, "L")


def item(gtin, kind, *, net=None, orderable="true", child=None, **more):
    told = {"gtin": gtin, "tradeItemUnitDescriptorCode": kind,
            "isTradeItemAnOrderableUnit": orderable,
            "informationProviderOfTradeItem": {"partyName": "Dala Grossist AB"},
            "tradeItemDescription": [{"languageCode": "fr", "$t": "Pois chiches"},
                                     {"languageCode": "sv", "$t": "Kikärter"}], **more}  # fmt: skip
    if net:
        told["netContent"] = [{"$t": amount, "measurementUnitCode": code} for amount, code in net]
    if child:
        told["nextLowerLevelTradeItemInformation"] = {
            "childTradeItem": {"gtin": child[0], "quantityOfNextLowerLevelTradeItem": child[1]}
        }
    return {"tradeItem": told}


def message(*items, action="ADD"):
    content = {
        "documentCommand": {
            "documentCommandHeader": {"type": action},
            "x:catalogueItemNotification": {"catalogueItem": list(items)},
        }
    }
    return json.dumps({"x:catalogueItemNotificationMessage": {"transaction": content}}).encode()


PRICE = {
    "cataloguePrice": {
        "tradeItemPrice": {"currencyCode": "SEK", "$t": "96.00"},
        "priceBasisQuantity": {"measurementUnitCode": "H87", "$t": "1"},
    }
}


@pytest.mark.parametrize("turned", [False, True])
def test_a_case_holds_the_consumer_units_inside_it_whatever_the_order(turned, tmp_path):
    both = [
        item(CASE, "CASE", child=(EACH, "12"), **PRICE),
        item(EACH, "BASE_UNIT_OR_EACH", net=[("400", "GRM")], orderable="false",
             drainedWeight={"$t": "240", "measurementUnitCode": "GRM"}),
    ]  # fmt: skip
    understood = read(message(*(reversed(both) if turned else both)), tmp_path, "a.json")
    (row,) = rows(understood)
    assert (row["price"], row["price_unit"], row["net_weight_kg"]) == (96, "package", 4.8)
    assert (row["drained_weight_kg"], row["consumer_units"]) == (2.88, "12")
    assert row["offered_name"] == "Kikärter"  # the Swedish name where there is one
    assert "trade-lines-not-orderable" in codes(understood)


def test_net_content_that_contradicts_the_net_weight_puts_the_item_aside(tmp_path):
    weight = {"tradeItemWeight": {"netWeight": {"$t": "0.5", "measurementUnitCode": "KGM"}}}
    data = message(item(EACH, "BASE_UNIT_OR_EACH", net=[("400", "GRM")], **weight))
    understood = read(data, tmp_path, "a.json")
    assert "trade-content-differs" in codes(understood)
    assert rows(understood) == []


def test_litres_and_grams_may_stand_beside_each_other(tmp_path):
    data = message(item(EACH, "BASE_UNIT_OR_EACH", net=[("330", "MLT"), ("258", "GRM")]))
    (row,) = rows(read(data, tmp_path, "a.json"))
    assert (row["net_weight_kg"], row["pack"]) == (0.258, "0.33 l")


def test_a_price_per_kilogram_stays_a_price_per_kilogram(tmp_path):
    price = {
        "cataloguePrice": {
            "tradeItemPrice": {"currencyCode": "SEK", "$t": "450"},
            "priceBasisQuantity": {"measurementUnitCode": "KGM", "$t": "10"},
        }
    }
    data = message(item(CASE, "CASE", net=[("5", "KGM")], **price))
    (row,) = rows(read(data, tmp_path, "a.json"))
    assert (row["price"], row["price_unit"]) == (45, "kg")


def test_several_countries_of_origin_leave_the_country_open(tmp_path):
    origin = {"countryOfOrigin": [{"countryCode": "250"}, {"countryCode": "752"}]}
    understood = read(message(item(EACH, "BASE_UNIT_OR_EACH", **origin)), tmp_path, "a.json")
    (row,) = rows(understood)
    assert "origin" not in row
    told = next(p for p in understood.problems if p.code == "origin-several")
    assert told.where == "a.json!tradeItem!F1"


def test_a_deleted_item_offers_nothing(tmp_path):
    data = message(item(EACH, "BASE_UNIT_OR_EACH", net=[("1", "KGM")]), action="DELETE")
    understood = read(data, tmp_path, "a.json")
    assert "trade-lines-deleted" in codes(understood)
    assert rows(understood) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"tradeItem": {"gtin": "1"', "json-broken"),
        (b'{"tradeItem": {"gtin": "1", "gtin": "2"}}', "json-key-twice"),
        (b'{"tradeItem":' + b"[" * 100_000, "xml-too-deep"),
        (b'{"tradeItem":' + b'{"a":' * 300 + b"1" + b"}" * 301, "xml-too-deep"),
        (b'{"catalogueItemNotification": {"a": NaN}}', "trade-no-lines"),
        (b'{"shipments": []}', "file-not-workbook"),
    ],
)
def test_hostile_json_is_refused_in_one_sentence(data, code, tmp_path):
    understood = read(data, tmp_path, "a.json")
    assert understood.unreadable
    assert codes(understood) == [code]


def test_carbon_read_takes_trade_items_and_leaves_other_json_to_the_carriers(tmp_path):
    path = tmp_path / "items.json"
    path.write_bytes(message(item(EACH, "BASE_UNIT_OR_EACH", net=[("1", "KGM")])))
    shown = CliRunner().invoke(read_command, [str(path), "--json"])
    assert json.loads(shown.stdout)["kind"] == "gdsn"
    path.write_text('{"shipments": []}')
    shown = CliRunner().invoke(read_command, [str(path), "--json"])
    assert "gdsn" not in shown.stdout


def test_the_name_of_a_file_decides_nothing(tmp_path):
    data = message(item(EACH, "BASE_UNIT_OR_EACH", net=[("1", "KGM")]))
    understood = read(data, tmp_path, "a.csv")
    assert understood.kind == "gdsn"
    assert "file-suffix-differs" in codes(understood)
