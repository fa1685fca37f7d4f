from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import numbers, words
from carbon.intake.records import ErrorCell
from carbon.problems import Severity

MONEY = numbers.NumberRules(money=True, zero=Severity.ERROR, negative=Severity.ERROR)


def read(*cells):
    return numbers.read_column(cells, words.load(), MONEY)


def test_one_thousand_two_hundred_and_a_half_is_read_in_every_swedish_way():
    cells = ("1 200,5", "1\u00a0200,5", "1\u202f200,5", "1200,5", "1200.5")
    assert read(*cells).values == [Decimal("1200.5")] * 5


def test_neighbours_decide_what_a_lone_comma_means():
    assert read("1,200", "12.50").values == [Decimal(1200), Decimal("12.50")]
    assert read("1,200", "12,50").values == [Decimal("1.200"), Decimal("12.50")]


def test_an_undecided_column_is_asked_for_and_not_guessed():
    column = read("1,200", "2,350")
    assert column.values == [None, None]
    assert [f.code for f in column.findings] == ["number-ambiguous"] * 2


def test_several_things_in_a_price_cell_give_no_price():
    column = read("9,79 + pant", "12,50, MÄRKE, 6x1 kg", "30,48\n(beställningsvara)")
    assert column.values == [None] * 3
    assert [f.code for f in sorted(column.findings, key=lambda f: f.index)] == [
        "price-with-addition",
        "price-several-things",
        "price-several-things",
    ]


def test_words_for_no_offer_are_no_bid_and_never_zero():
    column = read("No Bid", "n/b", "Ej anbud", "-", "12,00 kr")
    assert column.values == [None, None, None, None, Decimal("12.00")]
    assert column.no_bid == {0, 1, 2, 3}


def test_a_lone_currency_mark_is_no_price():
    assert read("$", "kr", "kr/kg").values == [None] * 3


def test_zero_negative_and_error_cells_are_named():
    column = read(0, -5.0, ErrorCell(text="#N/A"))
    assert [f.code for f in column.findings] == ["number-zero", "number-negative", "cell-error"]


def test_floating_debris_is_removed():
    cells = (220.00000000000003, 7973.999999999999, 98.5)
    assert read(*cells).values == [Decimal(220), Decimal(7974), Decimal("98.5")]


@given(st.decimals(min_value="0.01", max_value="9999999", places=2))
def test_a_price_written_by_hand_comes_back_exactly(price):
    swedish = f"{price:,.2f}".replace(",", "\u00a0").replace(".", ",") + " kr"
    assert read(swedish, float(price)).values == [price, price]
