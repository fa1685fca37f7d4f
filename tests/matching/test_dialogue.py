"""The review as a conversation: lines in, lines and answers out, no terminal needed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Stage
from carbon.matching import dialogue
from carbon.matching.dialogue import Answer, Asking, Turn
from carbon.matching.dialogue_text import stands_for, wrapped
from carbon.matching.pending import Question, questions
from carbon.matching.records import Candidate, Match
from tests.builders import factor

from .catalogue_sample import LIBRARY, ask, product

NAMES = ("Grumsmjölk", "Vitsak", "Rotsak")


def question(name: str, *candidates: str) -> Question:
    near = tuple(Candidate(product_id=one, score=0.5, reason="liknar") for one in candidates)
    return Question(key=name.casefold(), name=name, wanted=("Mjölk",), candidates=near)


QUESTIONS = tuple(question(name, "milk", "oat-drink") for name in NAMES)


def talk(*lines: str, who: str = "Anna", lang: str = "sv") -> tuple[list[Answer], Turn, str]:
    """Return the answers, the last turn and everything that was said."""
    turn = dialogue.begin(QUESTIONS, LIBRARY, lang, who)
    answers, said = [], [one.text for one in turn.said]
    for line in lines:
        turn = dialogue.step(turn.state, line)
        said += [one.text for one in turn.said]
        answers += [turn.answer] if turn.answer is not None else []
    return answers, turn, "\n".join(said)


def test_a_number_chooses_and_enter_keeps_the_reason_that_is_offered() -> None:
    answers, turn, said = talk("2", "")
    assert answers == [
        Answer(
            name="Grumsmjölk",
            product_id="oat-drink",
            who="Anna",
            why="vald bland förslagen: liknar",
        )
    ]
    assert turn.state.at == 1
    assert "1 av 3" in said
    assert "2 av 3" in said


def test_the_reason_can_stand_behind_the_number_or_be_asked_for() -> None:
    assert talk("1 samma vara")[0][0].why == "samma vara"
    assert talk("1", "?", "annan påse")[0][0].why == "annan påse"


def test_the_name_of_who_answers_is_asked_for_once_and_needed() -> None:
    answers, _, said = talk("", "Bo Ek", "1 a", "2 b", who="")
    assert [one.who for one in answers] == ["Bo Ek", "Bo Ek"]
    assert "Skriv ditt namn" in said


def test_a_search_shows_the_catalogue_and_its_numbers_choose_from_it() -> None:
    for typed in ("s kålrot", "kålrot"):
        answers, _, said = talk(typed, "1", "")
        assert answers[0].product_id == "swede"
        assert "kålrot" in answers[0].why
        assert "Kålrot" in said
    assert "Inget i katalogen passar" in talk("s qqqqq")[2]
    assert talk("s")[0] == []


def test_a_dash_says_that_nothing_fits() -> None:
    answers, _, _ = talk("-", "")
    assert (answers[0].product_id, answers[0].why) == (None, "inget i katalogen passar")


def test_enter_skips_b_goes_back_and_the_later_answer_comes_later() -> None:
    assert [one.name for one in talk("", "1 a")[0]] == ["Vitsak"]
    answers, _, _ = talk("1 a", "b", "2 b")
    assert [(one.name, one.product_id) for one in answers] == [
        ("Grumsmjölk", "milk"),
        ("Grumsmjölk", "oat-drink"),
    ]


def test_q_stops_anywhere_and_keeps_nothing_half_answered() -> None:
    assert talk("q")[1].state.asking is Asking.NOTHING
    answers, turn, _ = talk("1", "q")
    assert (answers, turn.state.asking) == ([], Asking.NOTHING)
    assert talk("q", who="")[1].state.asking is Asking.NOTHING


def test_a_number_outside_the_list_is_told_and_asked_again() -> None:
    for typed in ("0", "3", "99"):
        answers, turn, said = talk(typed)
        assert (answers, turn.state.at) == ([], 0)
        assert f"nummer {typed}" in said


def test_after_the_last_name_the_conversation_is_over() -> None:
    answers, turn, _ = talk("1 a", "1 b", "1 c", "1 d")
    assert len(answers) == len(NAMES)
    assert turn.state.asking is Asking.NOTHING


def test_without_names_nothing_is_asked() -> None:
    assert dialogue.begin((), LIBRARY, "sv").state.asking is Asking.NOTHING


def test_no_footprint_is_shown_with_a_food() -> None:
    milk = replace(
        product("milk", "Mjölk", "Milk"),
        factors={Stage.FARM: "food/milk/farm@GLO"},
        note="Row: liquid milk of 3 % fat; its stage (0.84) is too low. Nordic farms are near 1.",
    )
    figure = factor("food/milk/farm@GLO", 0.731, Stage.FARM)
    library = replace(LIBRARY, products={"milk": milk}, factors={figure.id: (figure,)})
    turn = dialogue.begin([question("Vitsak", "milk")], library, "sv", "Anna")
    said = " ".join(one.text for one in turn.said)
    assert stands_for(milk) == "Row: liquid milk of 3 % fat"
    assert "Källans rad (engelska): liquid milk of 3 % fat" in said
    assert "Row:" not in said
    assert not any(figure in said for figure in ("0.73", "0,73", "0.84", "CO2", "near 1"))


def test_a_name_in_several_offers_is_asked_about_once() -> None:
    wanted = [ask("grums", "Mjölk"), ask("Grums", "Grädde"), ask(None, None)]
    matches = [
        Match(
            key=one.key,
            product_id=None,
            method="none",
            score=0.0,
            reason="",
            candidates=(Candidate(product_id=near, score=0.4, reason="r"),),
        )
        for one, near in zip(wanted, ("milk", "butter", "milk"), strict=True)
    ]
    found = questions(matches, wanted)
    assert [(one.key, one.wanted) for one in found] == [("grums", ("Grädde", "Mjölk"))]
    assert [one.product_id for one in found[0].candidates] == ["butter", "milk"]
    assert questions(matches, wanted, {"grums"}) == ()


@given(st.lists(st.text(max_size=20), max_size=12), st.sampled_from(["sv", "en"]))
def test_whatever_is_typed_the_conversation_goes_on_or_ends(lines: list[str], lang: str) -> None:
    answers, turn, _ = talk(*lines, lang=lang)
    assert dialogue.prompt(turn.state) is not None
    assert all(one.why and one.name in NAMES for one in answers)
    assert all(one.product_id is None or one.product_id in LIBRARY.products for one in answers)


@given(st.text(max_size=300), st.integers(1, 200))
def test_lines_fit_the_terminal_and_hold_no_control_characters(name: str, width: int) -> None:
    turn = dialogue.begin([question(name, "milk")], LIBRARY, "sv", "Anna")
    for _, line in wrapped(turn.said, width):
        assert len(line) <= max(width, 20)
        assert line.isprintable()
