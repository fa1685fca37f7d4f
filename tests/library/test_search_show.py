from __future__ import annotations

import json
import math

import pytest

from carbon import language
from carbon.library import listing, shelf_life, show
from carbon.library.records import Library
from carbon.library.search import fold, search, search_factors


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("20009", "code"),
        ("03221112", "code"),
        ("carrot", "code"),
        ("MORÖTTER", "name"),
        ("morotter", "name"),
        ("karott", "part"),
    ],
)
def test_a_product_is_found_by_name_synonym_and_code(library: Library, text: str, how: str) -> None:
    hits = search(library, text)
    assert [(hit.product.id, hit.how) for hit in hits] == [("carrot", how)]


def test_nothing_is_found_by_nothing(library: Library) -> None:
    assert search(library, "  ?! ") == ()
    assert search_factors(library, "") == ()


def test_an_exact_name_comes_before_a_part_of_one(library: Library) -> None:
    assert [hit.reason for hit in search(library, "ketchup")] == ["ketchup"]
    assert search(library, "tomat")[0].how == "part"


def test_factors_are_found_by_id_and_label(library: Library) -> None:
    assert search_factors(library, "freight/artic_40t/ambient/tkm")[0].per == "t*km"
    assert {one.region for one in search_factors(library, "electricity")} == {"SE", "NORDIC", "GLO"}


def test_folding_drops_case_accents_and_punctuation() -> None:
    assert fold("  Crème-Fraîche, 34 %") == "creme fraiche 34"


def test_a_factor_is_shown_with_its_source_its_page_and_how_it_was_found(library: Library) -> None:
    found, problems = show.describe(library, "energy/electricity", "FI")
    assert found is not None
    assert found["id"] == "energy/electricity@NORDIC"
    selection = found["selection"]
    assert isinstance(selection, dict)
    assert (selection["step"], selection["asked_region"]) == ("group", "FI")
    # Finland is asked and the Nordic mean answers: 0.0001 of variance for similar conditions.
    assert selection["basis"].endswith("; geographical score 3")
    assert math.log(selection["gsd"]) ** 2 == pytest.approx(math.log(2.01) ** 2 + 0.0001)
    assert found["locator"] == "page 3"
    assert found["edition_sha256"] == library.edition
    assert [one.code for one in problems] == ["factor-region-fallback"]
    assert json.loads(json.dumps(found)) == found


def test_a_factor_shows_what_it_was_preferred_to(library: Library) -> None:
    found, _ = show.describe(library, "food/carrot/farm@FR")
    assert found is not None
    others = found["preferred_to"]
    assert isinstance(others, list)
    assert [(one["source"], one["kg_co2e"]) for one in others] == [("agribalyse-3.1", 0.07)]


def test_the_interval_holds_19_cases_of_20(library: Library) -> None:
    # 0.09502 / 1.25^1.96 = 0.0614; 0.09502 * 1.25^1.96 = 0.1471
    factor = library.factors["freight/artic_40t/ambient/tkm@GLO"][0]
    assert show.interval_95(factor) == pytest.approx((0.0614, 0.1471), abs=0.00005)


def test_a_product_shows_its_stages_and_whether_it_is_a_proxy(library: Library) -> None:
    carrot, _ = show.describe(library, "carrot")
    ketchup, _ = show.describe(library, "ketchup")
    assert carrot is not None
    assert ketchup is not None
    assert (carrot["proxy"], ketchup["proxy"]) == (False, True)
    assert json.loads(json.dumps(ketchup)) == ketchup
    stages = ketchup["stages"]
    assert isinstance(stages, dict)
    own = library.factors["food/ketchup/farm@FR"][0].spread.gsd
    assert stages["farm"]["gsd"] > own


def test_an_unknown_id_is_told(library: Library) -> None:
    found, problems = show.describe(library, "unicorn")
    assert found is None
    assert [one.code for one in problems] == ["factor-unknown"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_everything_can_be_told_in_both_languages(library: Library, lang: str) -> None:
    for key in (*library.products, *library.factors):
        found, _ = show.describe(library, key)
        assert found is not None
        assert len(list(show.describe_text(found, lang))) > 5
    assert any("carrot" in line for line in listing.listing_text(library, lang))


def test_numbers_are_written_as_the_reader_writes_them(library: Library) -> None:
    found, _ = show.describe(library, "freight/artic_40t/ambient/tkm@GLO")
    assert found is not None
    assert "  0,0950 kg CO2e/t*km" in list(show.describe_text(found, "sv"))
    assert "  0.0950 kg CO2e/t*km" in list(show.describe_text(found, "en"))


def test_a_product_is_told_in_the_reader_s_words(real: Library) -> None:
    for product in real.products.values():
        for lang in ("sv", "en"):
            assert language.word(f"category-{product.category}", lang)
            assert language.word(f"state-{product.state}", lang)
    found, _ = show.describe(real, "milk-semi-skimmed")
    assert found is not None
    told = "\n".join(show.describe_text(found, "sv"))
    assert "mejeri" in told
    assert "kylt" in told
    assert "dairy" not in told


def test_the_listing_names_everything_once(library: Library) -> None:
    listed = listing.listing(library)
    factors = listed["factors"]
    assert isinstance(factors, list)
    assert [one["id"] for one in factors] == sorted(library.factors)
    assert json.loads(json.dumps(listed)) == listed


def test_overdue_figures_are_named_from_the_month_after(library: Library) -> None:
    assert shelf_life.stale(library, "2027-11-30") == []
    overdue = shelf_life.stale(library, "2027-12-01")
    assert {one.code for one in overdue} == {"library-stale"}
    assert "storage/wholesale/chilled@GLO" in {dict(one.values)["entry"] for one in overdue}
