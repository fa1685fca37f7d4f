"""Every notation and unit word of inputs.md section 5, and what must not be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import units
from carbon.intake import quantities
from carbon.intake.contents import content_of

HELD = [
    ("24x50 cl", "12", "L"), ("12x1 l", "12", "L"), ("6x1l", "6", "L"), ("12x1 L", "12", "L"),
    ("27x2 dl", "5.4", "L"), ("10x1 kg", "10", "kg"), ("12x414 ml", "4.968", "L"),
    ("4x6x50 cl", "12", "L"), ("6x4x33 cl", "7.92", "L"), ("1x24x15 cl", "3.6", "L"),
    ("12 X 0,68 kg/Kartong", "8.16", "kg"), ("1,00 l/Styck", "1", "L"),
    ("0,70 kg/Burk", "0.7", "kg"), ("11,02 kg/Kartong", "11.02", "kg"),
    ("1xca 3 kg", "3", "kg"), ("ca 230g", "0.23", "kg"), ("ca 1,2 kg/st", "1.2", "kg"),
    ("X 0,7 l", "0.7", "L"), ("Bacon 3-pack 420g", "0.42", "kg"), ("Gräddfil 12% 3dl", "0.3", "L"),
    ("Grillkorv 75% Kötthalt 500g", "0.5", "kg"), ("5 lb box/bag", "2.26796185", "kg"),
    ("st à 250 g", "0.25", "kg"), ("frp 6x1 L", "6", "L"), ("förp 6 x 1 l", "6", "L"),
    ("hink 8 kg", "8", "kg"), ("BIB 10 L", "10", "L"), ("krt 2 x 5 kg", "10", "kg"),
    ("1/1 GN 2,5 kg", "2.5", "kg"), ("2/3-GN 2,5 kg", "2.5", "kg"),
    ("50 x 12 g portion", "0.6", "kg"),
    ("bunt ca 80 g", "0.08", "kg"), ("kruka 30 g", "0.03", "kg"), ("påse 500 g", "0.5", "kg"),
    ("burk 400 g", "0.4", "kg"), ("flaska 1 l", "1", "L"), ("tub 175 g", "0.175", "kg"),
    ("ask 250 g", "0.25", "kg"), ("tråg 400 g", "0.4", "kg"), ("säck 25 kg", "25", "kg"),
    ("pall 500 kg", "500", "kg"), ("2×5 kg", "10", "kg"), ("5*1 kg", "5", "kg"),
    ("6à500 g", "3", "kg"), ("10 st à 100 g", "1", "kg"), ("8 port à 300 g", "2.4", "kg"),
    ("4 krt à 6 x 1 l", "24", "L"), ("330 ml x 24", "7.92", "L"), ("1 kg x 10 påsar", "10", "kg"),
    ("brutto 6 kg netto 5 kg", "5", "kg"), ("Potatis 40-55 mm 10 kg", "10", "kg"),
    ("2,5 kg (5 x 500 g)", "2.5", "kg"),
]  # fmt: skip
ASKED = [
    ("100 /Styck", "pack-pieces"), ("36ct", "pack-pieces"), ("12/6 CT", "pack-pieces"),
    ("180 st/30 tråg", "pack-pieces"), ("DFP 12 st", "pack-pieces"), ("40 port", "pack-pieces"),
    ("22 SLC + 2 HLS", "pack-pieces"), ("6/#10", "pack-can-size"), ("6-15/case", "pack-ambiguous"),
    ("100/30Z", "pack-suspect"), ("SO 20D/2oz", "pack-suspect"), ("BUNCH", "pack-unknown"),
    ("EACH", "pack-unknown"), ("pall", "pack-unknown"), ("60 krt/pall", "pack-unknown"),
    ("400/240 g", "pack-ambiguous"),  # net and drained, not 96 kg
    ("1.000 g", "pack-ambiguous"), ("2,500 kg", "pack-ambiguous"), ("1 000 g", "pack-ambiguous"),
    ("1e3 kg", "pack-ambiguous"), ("2 ggr 5 kg", "pack-ambiguous"),
    ("12x(500 g)", "pack-ambiguous"),
    ("10 st 100 g", "pack-ambiguous"), ("3-4 kg", "pack-ambiguous"),
    ("brutto 6 kg", "pack-unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount", "unit"), HELD, ids=[row[0] for row in HELD])
def test_a_notation_holds_what_the_table_says(text: str, amount: str, unit: str) -> None:
    pack = quantities.of_pack_column(text)
    assert (pack.amount, pack.unit) == (Decimal(amount), unit)
    assert pack.approximate == ("ca " in text)


@pytest.mark.parametrize(("text", "question"), ASKED, ids=[row[0] for row in ASKED])
def test_what_says_no_weight_or_two_things_is_the_stated_question(text: str, question: str) -> None:
    pack = quantities.parse(text)
    assert (pack.amount, pack.question) == (None, question)


UNIT_WORDS = {
    "kg": ["kg", "KG", "Kilo", "KGM", "KG/QUILOGRAMA", "QUILOGRAMA", "g", "hg", "GRM", "LBR",
           "ONZ"],
    "L": ["l", "L", "liter", "dl", "cl", "ml", "LTR", "MLT", "CLT", "DLT"],
    "item": ["st", "ST", "Styck", "p", "port", "portion", "C62", "EA"],
    "package": ["frp", "FP", "förp", "kart", "KRT", "krt", "DFP", "hink", "BIB", "bunt", "kruka",
                "påse", "burk", "flaska", "tub", "ask", "tråg", "säck", "pall", "XBX", "BX", "XCS",
                "CS", "XBO", "BO", "XPK", "PK", "XBG", "BG", "PF", "PX", "EMB", "EMB/EMBALAGEM"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), UNIT_WORDS.items())
def test_every_unit_word_of_the_trade_is_in_the_closed_table(kind: str, words: list[str]) -> None:
    assert {word: unit.canonical for word in words if (unit := units.find(word))} == dict.fromkeys(
        words, kind
    )


@pytest.mark.parametrize(
    "word", ["HUR", "•", "/", ",", "x", "#NAME?", "HG", "stycka", "GN", "5 kg"]
)
def test_anything_else_in_a_unit_column_is_no_unit(word: str) -> None:
    assert units.find(word) is None


def test_half_gallon_and_hectogram_are_told_apart_by_case_alone_and_so_asked() -> None:
    assert units.parse("HG", "a!B2")[1][0].code == "unit-ambiguous"


@pytest.mark.parametrize(
    "text", ["3 kg (avr.vikt 1,8 kg)", "3 kg, avrunnen vikt 1,8 kg", "3 kg (1,8 kg avrunnen)"]
)
def test_the_drained_weight_is_kept_beside_the_net_weight_however_written(text: str) -> None:
    pack = quantities.parse(text)
    assert (pack.amount, pack.drained_kg) == (Decimal(3), Decimal("1.8"))


def test_a_number_left_over_in_a_pack_column_is_a_question_but_not_in_a_name() -> None:
    assert quantities.of_pack_column("3 limpor 500 g").question == "pack-ambiguous"
    assert quantities.parse("Cola 0 socker 1,5 l").amount == Decimal("1.5")


@given(st.integers(2, 99), st.integers(2, 9), st.integers(1, 999))
def test_two_levels_multiply_and_each_level_is_known(outer: int, inner: int, grams: int) -> None:
    pack = quantities.parse(f"{outer}x{inner}x{grams} g")
    one = Decimal(grams) / 1000
    assert pack.levels == (one, one * inner, one * inner * outer)
    assert pack.amount == pack.levels[-1]


PER_PACKAGE = [
    ({"pack": "6x2,5 kg", "name": "Krossade tomater 2,5 kg"}, "15.0", None),
    ({"pack": "6x2,5 kg", "name": "Krossade tomater 15 kg"}, "15.0", None),
    ({"pack": "5 kg", "name": "Köttbullar 12 g"}, "5", "content-name-differs"),
    ({"pack": "5 kg", "name": "Ost 500 g"}, "5", "content-name-differs"),
    ({"pack": "5 kg", "name": "Ost 2 kg"}, None, "content-differs"),
    ({"pack": "50 cl", "name": "Läsk 24x50 cl"}, None, "content-differs"),
    ({"net_weight_kg": Decimal("5.09"), "pack": "5 kg"}, "5.09", None),  # 1.8 % apart
    ({"net_weight_kg": Decimal("5.11"), "pack": "5 kg"}, None, "content-differs"),  # 2.2 %
    ({"net_weight_kg": Decimal("0.258"), "name": "Glass 330 ml"}, "0.330", None),  # no density
    ({"net_weight_kg": Decimal(3), "name": "Lax ca 2,8 kg"}, "3", "content-name-differs"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "amount", "question"), PER_PACKAGE)
def test_statements_about_a_package_agree_or_are_a_question(
    said: dict[str, Any], amount: str | None, question: str | None
) -> None:
    package = units.find("frp")
    assert package is not None
    content = content_of(package, **said)
    assert (content.amount, content.question) == (
        None if amount is None else Decimal(amount),
        question,
    )


def test_a_piece_of_a_case_weighs_what_one_of_its_levels_does_or_is_a_question() -> None:
    piece = units.find("st")
    assert piece is not None
    assert content_of(piece, net_weight_kg=Decimal("0.05"), pack="24x50 g").question is None
    assert content_of(piece, net_weight_kg=Decimal("1.2"), pack="24x50 g").question is None
    assert content_of(piece, net_weight_kg=Decimal(5), pack="24x50 g").question == "content-differs"
