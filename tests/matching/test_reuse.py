"""A decision holds in later tenders until the food that it was made on changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library, Stage
from carbon.matching import match
from carbon.matching.decide import decide
from carbon.matching.names import fold
from carbon.matching.records import Decision, Match
from carbon.matching.reuse import Earlier, Reused, reuse
from tests.builders import factor

from .catalogue_sample import LIBRARY, ask, library_of, product

FARM = "food/milk/farm@GLO"


def dairy(kg_co2e: float = 1.5, **changes: object) -> Library:
    """A library of milk and oat drink, in which milk has one factor."""
    milk = replace(
        product("milk", "Mjölk", "Milk"), factors={Stage.FARM: FARM}, note="Row: milk.", **changes
    )
    library = library_of([milk, product("oat-drink", "Havredryck", "Oat drink")])
    return replace(library, factors={FARM: (factor(FARM, kg_co2e, Stage.FARM),)}, name="2026-11")


def decided(name: str, to: str | None, library: Library, who: str = "Anna") -> Decision:
    made, problems = decide(
        name=name, product=to, who=who, when="2025-03-01", why="provad", library=library
    )
    assert made is not None, problems
    return made


def earlier(*made: Decision, file: str = "2025/decisions.yaml") -> Earlier:
    return Earlier(file=file, sha256="ab" * 32, decisions=made)


def taken_over(
    *sources: Earlier, library: Library, names: tuple[str, ...] = ("Grumsmjölk 1 l",)
) -> Reused:
    waiting = {fold(name): name for name in names}
    return reuse(sources, waiting, (), library, who="Bo", when="2026-11-22")


def test_a_decision_on_an_unchanged_food_is_taken_over_with_its_origin() -> None:
    library = dairy()
    found = taken_over(earlier(decided("Grumsmjölk 1 l", "milk", library)), library=library)
    assert found.problems == ()
    one = found.taken[0]
    assert (one.product_id, one.who, one.when, one.why) == ("milk", "Bo", "2026-11-22", "provad")
    assert one.origin is not None
    assert (one.origin.file, one.origin.who, one.origin.when) == (
        "2025/decisions.yaml",
        "Anna",
        "2025-03-01",
    )


def test_a_changed_factor_is_a_question_with_what_was_and_what_is() -> None:
    old = earlier(decided("Grumsmjölk 1 l", "milk", dairy(1.5)))
    found = taken_over(old, library=dairy(1.7))
    assert found.taken == ()
    assert [p.code for p in found.problems] == ["reuse-factor-changed"]
    told = dict(found.problems[0].values)
    assert told["stage"] == "farm"
    assert told["old"].startswith("1.5 kg CO2e/kg")
    assert told["new"].startswith("1.7 kg CO2e/kg")


def test_a_changed_state_or_note_is_a_question() -> None:
    old = earlier(decided("Grumsmjölk 1 l", "milk", dairy()))
    found = taken_over(old, library=dairy(state="dried"))
    told = [dict(p.values) for p in found.problems]
    assert [(one["field"], one["old"], one["new"]) for one in told] == [("state", "fresh", "dried")]


def test_a_change_in_another_food_leaves_the_decision_alone() -> None:
    old = earlier(decided("Grumsmjölk 1 l", "oat-drink", dairy(1.5)))
    assert len(taken_over(old, library=dairy(9.0)).taken) == 1


def test_nothing_fits_holds_until_the_catalogue_has_other_foods() -> None:
    library = dairy()
    old = earlier(decided("Grumsmjölk 1 l", None, library))
    assert taken_over(old, library=library).taken[0].product_id is None
    more = replace(
        library, products={**library.products, "buttermilk": product("buttermilk", "Kärn", "B")}
    )
    problems = taken_over(old, library=more).problems
    assert [p.code for p in problems] == ["reuse-catalogue-changed"]
    assert (dict(problems[0].values)["old"], dict(problems[0].values)["new"]) == ("2", "3")


def test_without_fingerprint_changed_by_hand_or_unknown_it_is_a_question() -> None:
    library = dairy()
    made = decided("Grumsmjölk 1 l", "milk", library)
    cases = {
        "reuse-no-fingerprint": replace(made, fingerprint="", basis=()),
        "reuse-edited": replace(made, product_id="oat-drink"),
        "reuse-product-unknown": replace(made, product_id="yak-milk"),
        "decision-key": replace(made, key="xyzzy"),
    }
    for code, one in cases.items():
        found = taken_over(earlier(one), library=library)
        assert ([p.code for p in found.problems], found.taken) == ([code], ())


def test_two_earlier_tenders_that_differ_give_a_question_and_no_decision() -> None:
    library = dairy()
    one = earlier(decided("Grumsmjölk 1 l", "milk", library))
    other = earlier(decided("grumsmjölk 1 L", "oat-drink", library), file="2024/decisions.yaml")
    found = taken_over(one, other, library=library)
    assert [p.code for p in found.problems] == ["reuse-disagree"]
    assert found.taken == ()
    assert len(taken_over(one, one, library=library).taken) == 1


def test_the_last_decision_of_a_file_is_the_one_that_counts() -> None:
    library = dairy()
    file = earlier(
        decided("Grumsmjölk 1 l", "oat-drink", library), decided("Grumsmjölk 1 l", "milk", library)
    )
    assert taken_over(file, library=library).taken[0].product_id == "milk"


def test_a_name_that_is_already_something_else_here_is_told_and_nothing_is_taken() -> None:
    library = dairy()
    here = Match(
        key="havredryck", product_id="oat-drink", method="name", score=1.0, reason="", candidates=()
    )
    old = earlier(decided("Havredryck", "milk", library), decided("Annat", "milk", library))
    found = reuse([old], {}, [here], library, who="Bo", when="2026-11-22")
    assert [p.code for p in found.problems] == ["reuse-matched-otherwise"]
    assert (found.taken, found.elsewhere) == ((), 1)


@given(st.lists(st.sampled_from(["Grumsmjölk", "GRUMSMJÖLK", " grumsmjölk "]), min_size=2))
def test_the_same_text_gets_the_same_match_whoever_offers_it(names: list[str]) -> None:
    wanted = [ask(name) for name in names]
    made, _ = decide(
        name="grumsmjölk", product="milk", who="A", when="2025-01-01", why="b", library=LIBRARY
    )
    assert made is not None
    waiting = {one.key: one.offered_name or "" for one in wanted}
    found = reuse([earlier(made)], waiting, (), LIBRARY, who="Bo", when="2026-11-22")
    matches, _ = match.match(wanted, LIBRARY, found.taken)
    assert {one.product_id for one in matches} == {"milk"}
