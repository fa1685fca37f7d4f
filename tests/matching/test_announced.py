"""The product that the buyer announced on a line is not overruled by a decision about a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbon.matching import match
from carbon.matching.decide import decide
from carbon.matching.records import Decision

from .catalogue_sample import LIBRARY, ask, one


def made(name: str, product: str | None) -> Decision:
    decision, problems = decide(
        name=name, product=product, who="A. Ek", when="2026-11-22", why="prov", library=LIBRARY
    )
    assert decision is not None, problems
    return decision


@pytest.mark.parametrize("product", ["swede", None])
def test_the_announced_product_counts_and_the_decision_is_an_error(product: str | None) -> None:
    told = (made("Nötfärs", product),)
    found, problems = one("Nötfärs", asked="Färs", code="beef-mince", decisions=told)
    assert (found.product_id, found.method) == ("beef-mince", "code")
    assert [p.code for p in problems] == ["decision-against-code"]
    assert dict(problems[0].values) == {
        "found": "Nötfärs",
        "line": "Färs",
        "product": "beef-mince",
        "other": product or "–",
        "who": "A. Ek",
    }


def test_a_decision_for_the_announced_product_is_followed() -> None:
    told = (made("Kålrot", "beef-mince"),)
    found, problems = one("Kålrot", code="beef-mince", decisions=told)
    assert (found.product_id, found.method, problems) == ("beef-mince", "decision", [])


def test_where_name_and_code_contradict_each_other_no_third_food_is_decided() -> None:
    for other in ("swede", "milk"):
        found, problems = one("Kålrot", code="beef-mince", decisions=(made("Kålrot", other),))
        assert found.product_id is None
        assert {p.code for p in problems} == {"decision-against-code", "match-contradiction"}
    found, problems = one("Kålrot", code="beef-mince", decisions=(made("Kålrot", None),))
    assert (found.product_id, found.method) == (None, "decision")
    assert [p.code for p in problems] == ["match-nothing-fits"]


def test_the_same_name_on_a_line_without_code_follows_the_decision_in_any_order() -> None:
    lines = [ask("Nötfärs", "Färs", "beef-mince"), ask("Nötfärs", "Annat")]
    told = [made("Nötfärs", "swede")]
    for wanted in (lines, lines[::-1]):
        found, problems = match.match(wanted, LIBRARY, told)
        of = dict(zip([one.product_code for one in wanted], found, strict=True))
        assert (of["beef-mince"].method, of[None].product_id) == ("code", "swede")
        assert [p.code for p in problems] == ["decision-against-code"]


def test_a_decision_for_a_food_that_is_gone_does_not_stop_the_announced_product() -> None:
    gone = replace(made("Nötfärs", "swede"), product_id="retired")
    found, problems = one("Nötfärs", code="beef-mince", decisions=(gone,))
    assert found.product_id == "beef-mince"
    codes = {p.code for p in problems}
    assert codes == {"decision-against-code", "match-decision-unknown"}


def test_an_english_name_of_the_catalogue_is_told_after_the_swedish_one() -> None:
    product = LIBRARY.products["beef-mince"]
    found, _ = match.match([ask(product.name_en)], LIBRARY, [], lang="sv")
    assert f"”{product.name_sv} (engelska: {product.name_en})”" in found[0].reason
    found, _ = match.match([ask(product.name_en)], LIBRARY, [], lang="en")
    assert f"“{product.name_en}”" in found[0].reason
