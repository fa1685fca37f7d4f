from decimal import Decimal

from carbon.intake import decisions, folder, tenderfile
from carbon.matching.records import Decision

GOOD = """
tender: {id: t1, title: Grönt, buyer: Region Dalarna, reference: DNR 1, as_of: "2026-11-22"}
language: sv
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: "Falun, SE", share: "0.6"}
  - {place: "Mora, SE", share: "0.4"}
drop_size_kg: 200
evaluation:
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Samma som skatten
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
lots:
  - id: "1"
    title: Grönsaker
    lines:
      - {number: "1", name: Morot, quantity: 1.2, unit: ton}
"""


def tender(path, text):
    (path / "tender.yaml").write_text(text, encoding="utf-8")
    return tenderfile.read_tender(path)


def test_a_good_tender_file_becomes_a_tender(tmp_path):
    made, problems = tender(tmp_path, GOOD)
    assert problems == []
    assert made.evaluation.carbon_price_sek_per_kg == Decimal("3.00")
    assert (made.lots[0].lines[0].quantity, made.lots[0].lines[0].unit) == (Decimal(1200), "kg")


def test_without_a_carbon_price_there_is_no_tender(tmp_path):
    made, problems = tender(tmp_path, GOOD.replace('  carbon_price_sek_per_kg: "3.00"\n', ""))
    assert made is None
    assert [p.code for p in problems] == ["carbon-price-missing"]


def test_every_mistake_is_told_at_once_with_its_line(tmp_path):
    text = GOOD.replace("0.4", "0.3").replace("1.2", "0").replace("language", "langauge")
    made, problems = tender(tmp_path, text)
    assert made is None
    assert {p.code for p in problems} == {"tender-shares", "tender-quantity", "tender-key-unknown"}
    assert "tender.yaml:3" in {p.where for p in problems}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "secret.csv"
    outside.write_text("Position;Benämning;Enhet;Pris\n1;Morot;kg;1\n", encoding="utf-8")
    inner = tmp_path / "t"
    (inner / "offers").mkdir(parents=True)
    (inner / "offers" / "a.csv").symlink_to(outside)
    made, _ = tender(inner, GOOD)
    offers, problems = folder.read_offers(inner, made)
    assert offers == ()
    assert "path-outside" in {p.code for p in problems}


def test_decisions_are_appended_and_earlier_ones_kept(tmp_path):
    first = Decision(
        key="morot",
        name="Morot",
        product_id="carrot",
        who="Eva",
        when="2026-11-22",
        why="samma",
        where="",
    )
    assert decisions.append_decisions(tmp_path, [first]) == []
    second = Decision(
        key="nan",
        name="Nan: #1",
        product_id=None,
        who="Eva",
        when="2026-11-23",
        why="saknas",
        where="",
    )
    assert decisions.append_decisions(tmp_path, [second]) == []
    found, problems = decisions.read_decisions(tmp_path)
    assert problems == []
    assert [(d.name, d.product_id) for d in found] == [("Morot", "carrot"), ("Nan: #1", None)]


def test_a_new_tender_is_laid_out_once_and_asks_for_the_carbon_price(tmp_path):
    assert folder.new_tender(tmp_path / "ny") == []
    _, problems = tenderfile.read_tender(tmp_path / "ny")
    assert "carbon-price-missing" in {p.code for p in problems}
    assert [p.code for p in folder.new_tender(tmp_path / "ny")] == ["tender-exists"]


def codes(path, old, new):
    return {p.code for p in tender(path, GOOD.replace(old, new))[1]}


def test_a_boundary_of_nothing_is_refused_and_a_partial_one_is_told(tmp_path):
    whole = "[farm, land_use_change, processing, packaging, transport, storage]"
    assert codes(tmp_path, whole, "[]") == {"tender-value"}
    assert codes(tmp_path, whole, "[[farm]]") == {"tender-value"}
    assert codes(tmp_path, whole, "[transport]") == {"boundary-partial"}


def test_numbers_that_two_readers_read_differently_or_nobody_means_are_refused(tmp_path):
    assert codes(tmp_path, "quantity: 1.2", 'quantity: "60,000"') == {
        "tender-value",
        "tender-quantity",
    }
    assert "tender-value" in codes(tmp_path, '"3.00"', '"1e999999"')


def test_rounding_that_would_make_a_price_nothing_is_refused(tmp_path):
    assert codes(tmp_path, "price_decimals: 6", "price_decimals: 0") == {"tender-value"}
    assert codes(tmp_path, "flow_decimals: 6", "flow_decimals: 0") == {"tender-value"}


def test_a_layout_of_the_tenders_own_is_part_of_its_digest(tmp_path):
    text = GOOD + "layouts: [own.yaml]\n"
    layout = (
        "layout: own\ntitle: {sv: Egen, en: Own}\nkind: offers\nsupplier: file\n"
        "price_is: per_unit\nrequired: [line_number, price]\n"
    )
    (tmp_path / "own.yaml").write_text(layout, encoding="utf-8")
    before, _ = tender(tmp_path, text)
    (tmp_path / "own.yaml").write_text(layout + "# ändrad\n", encoding="utf-8")
    after, _ = tender(tmp_path, text)
    assert before.sha256 != after.sha256


def test_an_announced_mass_is_read_per_canonical_unit(tmp_path):
    made, problems = tender(tmp_path, GOOD.replace("unit: ton}", "unit: dussin, kg_per_unit: 0.6}"))
    if problems:  # the alias table knows no dozen in Swedish: pieces then
        made, _ = tender(tmp_path, GOOD.replace("unit: ton}", "unit: st, kg_per_unit: 0.05}"))
    assert abs(made.lots[0].lines[0].kg_per_unit - 0.05) < 1e-9


def test_a_sheet_of_legs_in_another_file_joins_nothing(tmp_path):
    made, _ = tender(tmp_path, GOOD)
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers" / "dala.csv").write_text(
        "Anbudsgivare: Dala AB;;;\nPosition;Benämning;Enhet;Pris\n1;Morot;kg;12,25\n",
        encoding="utf-8",
    )
    (tmp_path / "offers" / "dala-kedja.csv").write_text(
        "Anbudsgivare: Dala AB;;;;\nRad;Etapp;Från;Till;Transportslag\n"
        "alla;1;Hedemora;Falun;lastbil\n",
        encoding="utf-8",
    )
    offers, problems = folder.read_offers(tmp_path, made)
    assert [(one.legs, one.price) for one in offers[0].products] == [((), Decimal("12.25"))]
    assert offers[0].products[0].cells["price"].where == "offers/dala.csv!CSV!D3"
    assert [p.code for p in problems] == ["legs-without-product"]


def test_two_lots_of_one_name_are_an_error(tmp_path):
    line = '{number: "2", name: Lök, quantity: 1, unit: kg}'
    second = f'  - {{id: "2", title: "GRÖNSAKER ", lines: [{line}]}}\n'
    made, problems = tender(tmp_path, GOOD + second)
    assert made is None
    assert [(p.code, dict(p.values)["found"]) for p in problems] == [
        ("tender-lot-twice", "grönsaker")
    ]


def test_a_decision_needs_the_day_it_was_made(tmp_path):
    (tmp_path / "decisions.yaml").write_text(
        "decisions:\n- {key: morot, name: Morot, product: carrot, who: a, when: igår, why: b}\n",
        encoding="utf-8",
    )
    _, problems = decisions.read_decisions(tmp_path)
    assert [(p.code, p.where) for p in problems] == [("tender-value", "decisions.yaml:2")]
