from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library
from carbon.library.select import select
from carbon.problems import Severity


def _found(library: Library, key: str, region: str) -> tuple[float, str, list[str]]:
    selection, problems = select(library, key, region)
    assert selection is not None
    return selection.factor.kg_co2e, selection.step, [one.code for one in problems]


def test_the_exact_region_comes_first(library: Library) -> None:
    assert _found(library, "energy/electricity", "SE") == (0.0358, "exact", [])


def test_a_group_that_holds_the_region_comes_next(library: Library) -> None:
    expected = (0.05, "group", ["factor-region-fallback"])
    assert _found(library, "energy/electricity", "FI") == expected


def test_the_world_comes_last(library: Library) -> None:
    expected = (0.48, "world", ["factor-region-fallback"])
    assert _found(library, "energy/electricity", "DE") == expected


def test_a_region_in_the_id_counts_before_the_other(library: Library) -> None:
    assert _found(library, "energy/electricity@SE", "DE") == (0.0358, "exact", [])
    assert _found(library, "energy/electricity@FI", "SE")[1] == "group"


def test_asking_for_the_world_is_exact(library: Library) -> None:
    assert _found(library, "energy/electricity", "GLO") == (0.48, "exact", [])


def test_the_index_decides_between_two_sources(library: Library) -> None:
    assert _found(library, "food/carrot/farm@FR", "GLO") == (0.08, "exact", [])


def test_an_unknown_factor_is_an_error_with_its_name(library: Library) -> None:
    selection, problems = select(library, "food/unicorn/farm", "SE")
    assert selection is None
    assert [(one.code, one.severity) for one in problems] == [("factor-unknown", Severity.ERROR)]
    assert ("found", "food/unicorn/farm") in problems[0].values


def test_a_region_that_no_factor_names_makes_no_difference(library: Library) -> None:
    @given(st.sampled_from(["DE", "ES", "US", "CN", "KE", "ZZ"]))
    def law(code: str) -> None:
        for key in library.factors:
            if "@GLO" in key or "@FR" in key:
                ours, _ = select(library, key, code)
                anybodys, _ = select(library, key, "AU")
                assert ours is not None
                assert anybodys is not None
                assert ours.factor is anybodys.factor

    law()


def test_only_the_region_of_factors_and_groups_is_ever_compared(library: Library) -> None:
    # Rename every country code alike: selection must follow, whatever the codes are called.
    renamed = replace(
        library,
        factors={
            key.replace("@SE", "@QQ"): tuple(
                replace(one, id=one.id.replace("@SE", "@QQ"), region=one.region.replace("SE", "QQ"))
                for one in found
            )
            for key, found in library.factors.items()
        },
        region_groups={"NORDIC": ("QQ", "WW")},
    )
    assert _found(renamed, "energy/electricity", "QQ")[:2] == (0.0358, "exact")
    assert _found(renamed, "energy/electricity", "WW")[:2] == (0.05, "group")
    assert _found(renamed, "energy/electricity", "SE")[:2] == (0.48, "world")
