"""Two people decide apart: what is alike is both of theirs, what differs waits."""

from __future__ import annotations

from carbon.matching.decide import decide
from carbon.matching.names import fold
from carbon.matching.officers import Compared, Officer, compare, settle
from carbon.matching.pending import Question
from carbon.matching.records import Decision
from carbon.problems import Severity

from .catalogue_sample import LIBRARY


def ask(*names: str) -> tuple[Question, ...]:
    return tuple(Question(key=fold(n), name=n, wanted=(), candidates=()) for n in names)


def officer(name: str, **answers: str | None) -> Officer:
    made: list[Decision] = []
    for asked, product in answers.items():
        one, problems = decide(
            name=asked, product=product, who=name.title(), when="2026-11-20", why=f"{name} säger",
            library=LIBRARY,
        )  # fmt: skip
        assert one is not None, problems
        made.append(one)
    return Officer(name=name, decisions=tuple(made))


def both(first: Officer, second: Officer, *names: str) -> Compared:
    return compare(ask(*names), first, second, LIBRARY)


def test_alike_and_different_answers_are_told_apart() -> None:
    anna = officer("anna", grumsmjölk="milk", vitsak="butter")
    bo = officer("bo", grumsmjölk="milk", vitsak=None)
    found = both(anna, bo, "grumsmjölk", "vitsak")
    assert [one.name for one in found.agreed] == ["grumsmjölk"]
    assert [one.name for one in found.differing] == ["vitsak"]
    assert found.finished


def test_nothing_is_finished_while_one_of_them_has_a_name_left() -> None:
    found = both(officer("anna", grumsmjölk="milk"), officer("bo"), "grumsmjölk", "vitsak")
    assert found.unanswered == (("vitsak",), ("grumsmjölk", "vitsak"))
    assert not found.finished


def test_what_both_decided_bears_both_names_and_both_reasons() -> None:
    anna, bo = officer("anna", grumsmjölk="milk"), officer("bo", grumsmjölk="milk")
    made, problems = settle(both(anna, bo, "grumsmjölk"), LIBRARY, when="2026-11-22")
    assert problems == []
    assert [(one.product_id, one.who, one.why) for one in made] == [
        ("milk", "Anna; Bo", "Anna: anna säger; Bo: bo säger")
    ]


def test_names_that_no_longer_wait_are_left_out() -> None:
    anna, bo = officer("anna", grumsmjölk="milk"), officer("bo", grumsmjölk="butter")
    found = both(anna, bo)
    assert (found.agreed, found.differing, found.finished) == ((), (), True)


def test_one_person_in_both_files_is_told() -> None:
    twice = both(officer("anna", vitsak="milk"), officer("anna", vitsak="butter"), "vitsak")
    assert [(p.code, p.severity) for p in twice.problems] == [
        ("officers-same-person", Severity.ERROR)
    ]


def test_what_one_person_decided_in_both_files_is_not_settled() -> None:
    twice = both(officer("anna", vitsak="milk"), officer("anna", vitsak="milk"), "vitsak")
    assert len(twice.agreed) == 1
    made, problems = settle(twice, LIBRARY, when="2026-11-22")
    assert made == ()
    assert [p.code for p in problems] == ["officers-same-person"]


def test_the_order_of_the_two_changes_only_the_order() -> None:
    anna, bo = officer("anna", vitsak="milk"), officer("bo", vitsak="butter")
    one, other = both(anna, bo, "vitsak"), both(bo, anna, "vitsak")
    assert [(b.first, b.second) for b in one.differing] == [
        (b.second, b.first) for b in other.differing
    ]
