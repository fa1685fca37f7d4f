"""The public names are those in `carbon.__all__`, and they are enough for a notebook."""

from __future__ import annotations

import doctest
from decimal import Decimal
from pathlib import Path

import pytest

import carbon

ROOT = Path(__file__).resolve().parents[1]


def test_every_public_name_can_be_had_and_has_a_docstring() -> None:
    for name in carbon.__all__:
        thing = getattr(carbon, name)
        assert name == "__version__" or (thing.__doc__ or "").strip(), name


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = carbon.evaluate_everything


def test_the_doctest_of_the_package_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(carbon).failed == 0


def test_a_notebook_gets_tables_whose_sums_are_those_of_the_award() -> None:
    assessment, _ = carbon.assess_folder(ROOT / "examples" / "mejeri-och-rotfrukter")
    assert assessment is not None
    ranking = carbon.frames.ranking(assessment)
    lines = carbon.frames.lines(assessment)
    flows = carbon.frames.flows(assessment)
    first = ranking.iloc[0]
    own = lines[(lines["lot"] == first["lot"]) & (lines["supplier"] == first["supplier"])]
    assert sum(own["kg_co2e"], Decimal(0)) == first["kg_co2e"]
    assert flows["amount"].notna().all()
