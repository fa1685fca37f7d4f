"""How often the matcher is right on real names, with a floor under the half nobody tuned on."""

from __future__ import annotations

import pytest

from benchmarks.match_gold import SOURCES, Figures, Label, figures, labels, matches
from carbon.library import load
from carbon.library.records import Library
from carbon.matching.records import Match


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


@pytest.fixture(scope="module")
def judged(library: Library) -> list[tuple[Label, Match]]:
    found = labels()
    return list(zip(found, matches(found, library), strict=True))


def half(judged: list[tuple[Label, Match]], *, tuning: bool) -> Figures:
    return figures(pair for pair in judged if pair[0].tuning is tuning)


def test_the_gold_set_has_at_least_600_names_of_every_source() -> None:
    found = labels()
    assert len(found) >= 600
    assert {one.source for one in found} == set(SOURCES)
    assert len({(one.source, one.name) for one in found}) == len(found)


def test_every_label_is_a_product_of_the_catalogue(library: Library) -> None:
    unknown = {each for one in labels() for each in one.products} - set(library.products)
    assert unknown == set()


def test_on_the_half_that_is_only_measured_the_first_candidate_is_mostly_right(
    judged: list[tuple[Label, Match]],
) -> None:
    measured = half(judged, tuning=False)
    assert measured.names >= 300
    assert measured.top_1 is not None
    assert measured.top_1 >= 0.84
    assert measured.top_5 is not None
    assert measured.top_5 >= 0.93


def test_on_the_half_that_is_only_measured_the_matcher_is_hardly_ever_sure_and_wrong(
    judged: list[tuple[Label, Match]],
) -> None:
    measured = half(judged, tuning=False)
    assert measured.wrong is not None
    assert measured.wrong <= 0.005
    assert measured.none_detected is not None
    assert measured.none_detected >= 0.98


def test_on_the_tuning_half_the_matcher_is_never_sure_and_wrong(
    judged: list[tuple[Label, Match]],
) -> None:
    tuned = half(judged, tuning=True)
    assert tuned.wrong == 0
    assert tuned.none_detected == 1
    assert tuned.top_1 is not None
    assert tuned.top_1 >= 0.87


def test_figures_by_hand() -> None:
    # Four names: right and decided, right second, decided though nothing fits, asked and nothing.
    def label(*right: str) -> Label:
        return Label(source="x", name="y", products=frozenset(right))

    def made(product: str | None, *shown: str) -> Match:
        from carbon.matching.records import Candidate

        return Match(
            key="y",
            product_id=product,
            method="none" if product is None else "name",
            score=1,
            reason="",
            candidates=tuple(Candidate(product_id=o, score=1, reason="") for o in shown),
        )

    found = figures(
        [
            (label("a"), made("a", "a")),
            (label("b"), made(None, "a", "b")),
            (label(), made("a", "a")),
            (label(), made(None)),
        ]
    )
    assert (found.names, found.top_1, found.top_5) == (4, 0.5, 1.0)
    assert (found.wrong, found.none_detected, found.decided) == (0.25, 0.5, 0.5)
