"""What a decision is about is what its name says."""

from __future__ import annotations

from carbon.matching.records import Decision

from .catalogue_sample import one


def test_a_decision_whose_key_is_not_that_of_its_name_is_an_error_and_not_followed() -> None:
    made = Decision(
        key="xyzzy",
        name="Kokosmjölk",
        product_id="milk",
        who="A. B.",
        when="2026-03-01",
        why="-",
        where="decisions.yaml:2",
    )
    found, problems = one("xyzzy", decisions=(made,))
    assert found.product_id is None
    assert ("decision-key", "decisions.yaml:2") in [(p.code, p.where) for p in problems]
