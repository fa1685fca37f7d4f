from decimal import Decimal

from carbon import units


def test_pint_agrees_with_every_factor_of_the_table():
    assert units.verify() == []


def test_a_pound_is_the_avoirdupois_pound_of_nist():
    unit, problems = units.parse("lb", "a.xlsx!B1!E2")
    assert problems == []
    assert unit is not None
    assert (unit.canonical, unit.factor) == ("kg", Decimal("0.45359237"))


def test_swedish_and_un_ece_spellings_mean_the_same_unit():
    for spellings in (
        ("kg", "KG", "Kilo", "KGM"),
        ("l", "L", "liter", "LTR"),
        ("st.", "Styck", "C62", "EA"),
    ):
        assert len({units.find(text).id for text in spellings}) == 1


def test_an_unknown_unit_is_a_problem_with_the_nearest_known_ones():
    unit, problems = units.parse("kkg", "a.xlsx!B1!E2")
    assert unit is None
    assert [p.code for p in problems] == ["unit-unknown"]
    assert "kg" in dict(problems[0].values)["nearest"]


def test_capital_hg_is_asked_for_because_it_is_hectogram_or_half_gallon():
    assert units.find("hg").factor == Decimal("0.1")
    assert [p.code for p in units.parse("HG", "x")[1]] == ["unit-ambiguous"]
