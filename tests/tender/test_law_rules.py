"""The rules of words, from the data file: what must fire does, what is lawful does not."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.outputs.citations import cited
from carbon.tender.law import lint, rules
from carbon.tender.law.clauses import LONGEST_CLAUSE, Clause, Passage, Place, of_passages
from carbon.tender.law.rules import Rule
from tests.tender.lawful import BOOK, of

HITS = [(rule, text) for rule in BOOK.rules for text in rule.hit]
OKS = [(rule, text) for rule in BOOK.rules for text in rule.ok]
PLACE = Place(document="villkor.txt", kind="line", spot="1")


def clauses(text: str) -> list[Clause]:
    return of_passages([Passage(place=PLACE, text=text)], BOOK.abbreviations)


def fired(text: str) -> set[str]:
    found = lint.of_clauses(clauses(text), BOOK.rules, "price_quality")
    return {one.rule.id for one in found}


def named(pair: tuple[Rule, str]) -> str:
    return f"{pair[0].id} {pair[1][:30]}"


def test_the_catalogue_is_that_of_lou_3() -> None:
    assert [rule.id for rule in BOOK.rules] == [f"LOU-{n:03}" for n in range(1, 43)]
    severities = Counter(rule.severity for rule in BOOK.rules)
    assert severities == {"error": 30, "warn": 11, "info": 1}
    assert sum(bool(rule.struct) for rule in BOOK.rules) == 14


def test_every_rule_of_words_has_fixtures_and_every_rule_a_check() -> None:
    for rule in BOOK.rules:
        assert bool(rule.any) == bool(rule.hit) == bool(rule.ok), rule.id
        assert rule.any or rule.struct, rule.id
        assert rule.law, rule.id


@pytest.mark.parametrize("pair", HITS, ids=named)
def test_every_hit_fires_its_rule(pair: tuple[Rule, str]) -> None:
    assert pair[0].id in fired(pair[1])


@pytest.mark.parametrize("pair", OKS, ids=named)
def test_no_ok_fires_its_own_rule_nor_any_error(pair: tuple[Rule, str]) -> None:
    found = fired(pair[1])
    assert pair[0].id not in found
    assert not [id_ for id_ in found if of(id_).severity == "error"]


def test_no_lawful_wording_that_we_propose_is_an_error_itself() -> None:
    for rule in BOOK.rules:
        wrong = [id_ for id_ in fired(rule.instead["sv"]) if of(id_).severity == "error"]
        assert not wrong, (rule.id, wrong)


def test_a_narrow_interval_is_no_weight_and_a_wide_one_is() -> None:
    assert "LOU-019" not in fired("Grädde 36–40 %")
    assert "LOU-019" not in fired("Klimat viktas 20–30 %.")
    assert "LOU-019" in fired("Klimat viktas 20–31 %.")


def test_words_that_hide_are_read_as_they_look() -> None:
    assert "LOU-001" in fired("Potatisen ska vara när\u00adproducerad.")
    assert "LOU-001" in fired("Potatisen ska vara na\u0308rproducerad.")
    assert "LOU-001" in fired("Potatisen ska vara när\u200bproducerad.")
    assert "LOU-036" not in fired("Utsläpp värderas till 3 kr per kg CO₂e.")
    assert "LOU-004" in fired("Gården ska ligga högst\u00a020\u00a0mil bort.")


def test_a_word_in_one_sentence_does_not_excuse_the_next() -> None:
    assert "LOU-015" in fired("Likvärdiga varor godtas. Beräkning enligt ISO 14067.")


def test_a_full_stop_in_an_abbreviation_ends_no_sentence() -> None:
    told = [one.text for one in clauses("Kött, t.ex. Nöt, enligt 9 kap. 6 § LOU. Nästa mening.")]
    assert told == ["Kött, t.ex. Nöt, enligt 9 kap. 6 § LOU.", "Nästa mening."]


def test_a_clause_is_shown_as_written_and_matched_folded() -> None:
    one = clauses("Värdet  är 3 kg CO₂e.")[0]
    assert (one.text, one.words) == ("Värdet är 3 kg CO₂e.", "Värdet är 3 kg CO2e.")


def test_a_text_without_an_end_is_cut_and_nothing_between_the_pieces_is_lost() -> None:
    text = "ord " * 290 + "potatisen ska vara närproducerad " + "ord " * 3000
    pieces = clauses(text)
    assert max(len(one.text) for one in pieces) <= LONGEST_CLAUSE
    assert "LOU-001" in fired(text)


def test_a_climate_cap_weighs_more_on_the_basis_of_cost() -> None:
    text = "Utsläpp under 2 kg ger ingen ytterligare poäng."
    by_basis = {
        basis: {f.rule.id: f.severity for f in lint.of_clauses(clauses(text), BOOK.rules, basis)}
        for basis in ("cost", "price_quality")
    }
    assert by_basis["cost"]["LOU-033"] == "error"
    assert by_basis["price_quality"]["LOU-033"] == "warn"


def test_a_rule_whose_end_has_passed_is_not_run() -> None:
    book = replace(BOOK, rules=(replace(of("LOU-001"), valid_to="2027-01-01"), of("LOU-002")))
    assert [rule.id for rule in book.in_force("2027-01-01")] == ["LOU-001", "LOU-002"]
    assert [rule.id for rule in book.in_force("2027-01-02")] == ["LOU-002"]


@pytest.mark.parametrize(
    ("reference", "sv"),
    [
        ("LOU 9:13", "9 kap. 13 § LOU"),
        ("LOU 19a:2", "19 a kap. 2 § LOU"),
        ("LOU 5:7a", "5 kap. 7 a § LOU"),
        ("LOU 19:18-20", "19 kap. 18–20 §§ LOU"),
        ("LOU 16", "16 kap. LOU"),
        ("KL 2:8", "2 kap. 8 § kommunallagen"),
        ("UF 5a", "5 a § upphandlingsförordningen"),
        ("UHM 1662330", "Upphandlingsmyndighetens frågeportal, fråga 1662330"),
        ("C-234/03", "C-234/03"),
        ("HFD 2022 ref. 41", "HFD 2022 ref. 41"),
    ],
)
def test_a_provision_is_cited_as_swedish_law_is(reference: str, sv: str) -> None:
    assert cited(reference, "sv") == sv


def test_every_reference_of_the_rules_is_cited_in_words() -> None:
    for rule in BOOK.rules:
        for reference in rule.law:
            assert ":" not in cited(reference, "sv").replace("2009:1", ""), reference


def test_nothing_that_nobody_checked_is_cited() -> None:
    """lou.md marks these [from memory]; they may stand in `unchecked` only."""
    memory = ("TFEU", "Dir.", "249/81", "45/87", "C-359/93", "C-315/01", "C-360/89", "C-31/87")
    assert not [law for rule in BOOK.rules for law in rule.law if law.startswith(memory)]


@given(st.text(max_size=400))
def test_no_text_makes_the_linter_fail(text: str) -> None:
    found = lint.in_order(lint.of_clauses(clauses(text), BOOK.rules, ""))
    assert {one.severity for one in found} <= set(rules.SEVERITIES)


PARTS = st.lists(st.sampled_from([text for _, text in HITS + OKS]), max_size=12)


@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_clauses_changes_no_finding(parts: list[str], mixed: random.Random) -> None:
    passages = [
        Passage(place=Place(document="a.txt", kind="line", spot=str(n)), text=text)
        for n, text in enumerate(parts)
    ]
    shuffled = mixed.sample(passages, len(passages))
    one, other = (
        lint.in_order(lint.of_clauses(of_passages(p, BOOK.abbreviations), BOOK.rules, ""))
        for p in (passages, shuffled)
    )
    assert one == other
