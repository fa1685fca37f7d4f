"""What a person is shown, and what comes back."""

from __future__ import annotations

import json

from carbon.matching import match
from carbon.matching.decide import as_record, decide
from carbon.matching.pending import as_text, pending

from .catalogue_sample import LIBRARY, ask


def test_only_names_that_wait_are_shown_once_without_supplier_or_price() -> None:
    wanted = [ask("Morot"), ask("kokosmjölk", "Morot"), ask("kokosmjölk", "Morot")]
    matches, _ = match.match(wanted, LIBRARY, ())
    shown = pending(matches, wanted, LIBRARY)
    assert [record["name"] for record in shown] == ["kokosmjölk"]
    assert set(shown[0]) == {"key", "name", "wanted_name", "candidates"}
    candidates = shown[0]["candidates"]
    assert isinstance(candidates, list)
    assert set(candidates[0]) == {"product_id", "name_sv", "score", "reason"}
    assert json.loads(json.dumps(shown)) == shown


def test_a_decision_settles_what_was_pending() -> None:
    wanted = [ask("kokosmjölk 400 ml")]
    made, problems = decide(
        name="Kokosmjölk",
        product="oat-drink",
        who="A. B.",
        when="2026-03-01",
        why="nearest plant drink",
        library=LIBRARY,
    )
    assert made is not None
    assert not problems
    matches, _ = match.match(wanted, LIBRARY, [made])
    assert matches[0].product_id == "oat-drink"
    assert pending(matches, wanted, LIBRARY) == []
    assert as_record(made)["key"] == "kokosmjölk"


def test_a_decision_needs_a_name_and_a_product_of_the_catalogue() -> None:
    for name, product in (("EKO", "milk"), ("Mjölk", "no-such-food")):
        made, problems = decide(
            name=name, product=product, who="A", when="2026-03-01", why="b", library=LIBRARY
        )
        assert made is None
        assert len(problems) == 1


def test_the_list_for_people_names_each_candidate() -> None:
    wanted = [ask("kokosmjölk", "Mjölk")]
    matches, _ = match.match(wanted, LIBRARY, ())
    lines = as_text(pending(matches, wanted, LIBRARY), "sv")
    assert "kokosmjölk" in lines[0]
    assert len(lines) == 1 + len(matches[0].candidates)
