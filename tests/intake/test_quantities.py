import csv
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import units
from carbon.intake import measures, quantities

PACKS = Path(__file__).resolve().parents[1] / "data" / "packs" / "package-notations.csv"
ROWS = list(csv.DictReader(PACKS.open(encoding="utf-8")))
# Rows whose amount the string itself does not hold: see the tests below.
ELSEWHERE = {"Magnum Glace Bâtonnet Mini Ruby x6 330ml", "lösvikt", "Case of 12 1-pint clam shell"}


@pytest.mark.parametrize("row", ROWS, ids=[row["notation"] for row in ROWS])
def test_every_pack_notation_comes_out_as_the_table_says(row):
    if row["notation"] in ELSEWHERE:
        return
    pack = quantities.parse(row["notation"])
    if row["basis"] in ("unknown", "suspect"):
        assert pack.amount is None
        assert pack.question
        return
    assert pack.unit == {"kg": "kg", "l": "L"}[row["basis"]]
    assert abs(pack.amount - Decimal(row["total"])) < Decimal("0.00006")


def test_pints_in_a_clam_shell_are_a_volume():
    pack = quantities.parse("Case of 12 1-pint clam shell")
    assert (round(pack.amount, 3), pack.unit) == (Decimal("5.678"), "L")


def test_sold_by_weight_is_priced_per_kilogram():
    assert quantities.parse("lösvikt").by_weight


def test_ice_cream_weighs_what_its_net_weight_says():
    name = "Magnum Glace Bâtonnet Mini Ruby x6 330ml"
    content = measures.content_of(units.find("frp"), net_weight_kg=Decimal("0.258"), name=name)
    assert (content.amount, content.unit) == (Decimal("0.258"), "kg")


def test_drained_weight_is_kept_beside_the_net_weight():
    pack = quantities.parse("3 kg (avr.vikt 1,8 kg)")
    assert (pack.amount, pack.drained_kg) == (Decimal(3), Decimal("1.8"))


def test_about_is_a_mark_and_of_two_statements_that_differ_neither_is_used():
    assert quantities.parse("1xca 3 kg").approximate
    content = measures.content_of(units.find("frp"), net_weight_kg=Decimal(5), pack="6x1 kg")
    assert content.question == "content-differs"
    assert (content.amount, content.unit, content.net_weight_kg) == (None, None, None)


@pytest.mark.parametrize(
    "text", ["12 500 g", "1/2 oz", "5x6 25 lb", "3OZ 24CT", "400/3/8 OZ.", "0 kg"]
)
def test_what_can_be_read_two_ways_is_not_read(text):
    assert quantities.parse(text).amount is None


def test_a_tonne_in_a_pack_is_a_thousand_kilograms_and_a_bare_t_is_a_question() -> None:
    assert (quantities.of_pack_column("1 ton").amount, quantities.of_pack_column("1 ton").unit) == (
        1000,
        "kg",
    )
    assert quantities.of_pack_column("5 t").amount is None
