"""The tables of the farm's equations: every row has a source, a unit that fits, and a width."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carbon import resources
from carbon.farm import parameters
from carbon.library.load import load
from carbon.problems import LibraryError
from carbon.tender import pack

FOLDER = resources.factors_folder() / "farm"


def broken(tmp_path: Path, row: str) -> Path:
    for name in ("parameters.yaml", "parameters-equations.csv", "parameters-animals.csv"):
        shutil.copy(FOLDER / name, tmp_path / name)
    text = (FOLDER / "parameters.csv").read_text(encoding="utf-8")
    (tmp_path / "parameters.csv").write_text(text + row + "\n", encoding="utf-8")
    return tmp_path


def test_every_parameter_has_a_source_of_the_library() -> None:
    known = load().sources
    assert not [one.id for one in parameters.load().by_id.values() if one.source not in known]


def test_pint_agrees_with_every_unit_of_the_tables() -> None:
    assert parameters.verify() == []


def test_what_was_only_remembered_is_marked_and_reviewed_first() -> None:
    remembered = [one for one in parameters.load().by_id.values() if one.confidence == "m"]
    assert remembered
    assert all(one.review_by <= "2027-06" for one in remembered)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("ef1/mineral/arctic,0.02,,,percent,ipcc-2019-v4,Table 11.1,3,2027-12,", "unit-wrong"),
        ("moon/x,0.02,,,percent,ipcc-2019-v4,Table 11.1,3,2027-12,", "id-form"),
        ("ef1/x/y,two,,,kg N2O-N/kg N,ipcc-2019-v4,Table 11.1,3,2027-12,", "field-type"),
        ("ef1/x/y,0.02,0.03,0.04,kg N2O-N/kg N,ipcc-2019-v4,Table,3,2027-12,", "field-type"),
        ("ef1/x/y,0.02,,,kg N2O-N/kg N,,Table 11.1,3,2027-12,", "field-missing"),
        ("ef1/mineral/wet,0.02,,,kg N2O-N/kg N,ipcc-2019-v4,Table,3,2027-12,", "id-twice"),
        ("ef1/x/y,0.02,,,kg N2O-N/kg N,ipcc-2019-v4,Table,9,2027-12,", "field-type"),
    ],
)
def test_a_row_that_does_not_fit_stops_the_tables(tmp_path: Path, row: str, code: str) -> None:
    with pytest.raises(LibraryError, match=f"farm/parameters.csv:.*library-{code}"):
        parameters.load(broken(tmp_path, row))


def test_a_wide_range_gives_a_wide_spread_and_a_narrow_one_a_narrow_one() -> None:
    table = parameters.load()
    # 0.013 to 0.019 around 0.016: 9.6 % of standard deviation
    assert table.get("ef1/mineral/wet").gsd == pytest.approx(1.10, abs=0.01)
    assert table.get("ef3prp/cattle-pigs-poultry/wet").gsd > 2
    assert table.get("manure-ef3/slurry-open").gsd == 1  # zero: nothing to scale


def test_independent_spreads_add_as_squared_logs() -> None:
    assert parameters.joint_gsd(1.1, 1.0) == pytest.approx(1.1)
    assert parameters.joint_gsd(1.3, 1.3) == pytest.approx(1.3**2**0.5)


def test_the_digest_of_a_tenders_pack_covers_every_figure_of_the_farm() -> None:
    covered = pack.knowledge(resources.factors_folder())
    files = [path for path in FOLDER.rglob("*") if path.suffix in (".csv", ".yaml")]
    assert {path.relative_to(FOLDER.parent).as_posix() for path in files} <= set(covered)
