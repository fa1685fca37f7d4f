"""The folder evidence/: plain names only, nothing outside it, bounds on everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import epdfile, evidencefiles, folder, tenderfile
from carbon.intake.evidence_records import EpdFacts, EvidenceFolder, PactFootprint
from carbon.problems import Problem
from carbon.yamlfile import parse
from tests.tender import evidenced
from tests.tender.evidenced import Bid


def read(root: Path, *cells: str, **files: str | bytes) -> tuple[EvidenceFolder, list[Problem]]:
    bids = [Bid(supplier=f"S{number}", evidence=cell) for number, cell in enumerate(cells)]
    named = {name.replace("_", "."): content for name, content in files.items()}
    place = evidenced.tender(root, bids, named)
    tender, problems = tenderfile.read_tender(place)
    assert tender is not None, problems
    offers, _ = folder.read_offers(place, tender)
    return evidencefiles.read_folder(place, offers)


@pytest.mark.parametrize(
    "cell",
    ["../tender.yaml", "evidence/a.json", "..\\a.json", "/etc/passwd", "a.pdf", "intyg 12", "",
     "a.json/", "x" * 300 + ".json", "a.json\0"],
)  # fmt: skip
def test_a_cell_that_is_no_plain_file_name_names_no_file(cell: str) -> None:
    assert evidencefiles.named(cell) is None


@given(st.text(max_size=40))
def test_no_cell_is_an_exception_and_no_key_is_a_path(cell: str) -> None:
    found = evidencefiles.named(cell)
    if found is not None:
        assert not {"/", "\\", "\0"} & set(found[0])


def test_only_what_an_offer_names_is_opened(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a.json", a_json=evidenced.pact(), b_json=b"\xff\xfe bad")
    assert problems == []
    assert list(found.files) == ["a.json"]
    assert isinstance(found.files["a.json"].content, PactFootprint)


def test_the_kinds_of_files_are_told_by_their_content(tmp_path: Path) -> None:
    cells = ("a.json", "b.yaml", "c.yaml", "d.json")
    found, _ = read(
        tmp_path,
        *cells,
        a_json=evidenced.pact(),
        b_yaml=evidenced.epd({"farm": "0.1"}),
        c_yaml="questionnaire: potatoes\n",
        d_json='{"questionnaire": "potatoes"}',
    )
    kinds = [type(found.files[cell].content).__name__ for cell in cells]
    assert kinds == ["PactFootprint", "EpdFacts", "Submission", "Submission"]


def test_names_are_compared_as_people_see_them(tmp_path: Path) -> None:
    place = evidenced.tender(
        tmp_path, [Bid(supplier="A", evidence="MJÖLK.json")], {"mjo\u0308lk.json": evidenced.pact()}
    )
    tender, _ = tenderfile.read_tender(place)
    assert tender is not None
    offers, _ = folder.read_offers(place, tender)
    found, _ = evidencefiles.read_folder(place, offers)
    assert list(found.files) == ["mjölk.json"]


def test_a_link_out_of_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.json"
    secret.write_text(evidenced.pact(), encoding="utf-8")
    root = tmp_path / "t"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "a.json").symlink_to(secret)
    found, problems = read(root, "a.json", b_json="{}")
    assert found.files == {}
    assert [one.code for one in problems] == ["evidence-outside"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a_json", b"[" * 100_000),
        ("a_json", b"\xff\xfe\x00"),
        ("a_json", b""),
        ("a_json", b'{"pcf": ' + b"9" * 10_000 + b"}"),
        ("a_json", b" " * 5_000_001),
        ("a_yaml", b"- " * 5000),
        ("a_yaml", b"a: &b [*b]"),
        ("a_yaml", b"epd: 1\nstages: 2\n"),
        ("a_yaml", b"epd: {}\nstages: [{stage: farm, kg_co2e: 1e400}]\n"),
        ("a_yaml", b"\x00\x01"),
        ("a_xlsx", b"PK\x03\x04 no workbook"),
        ("a_xlsx", b"no workbook"),
    ],
)
def test_a_hostile_file_is_a_problem_and_never_an_exception(
    tmp_path: Path, name: str, data: bytes
) -> None:
    cell = name.replace("_", ".")
    found, problems = read(tmp_path, cell, **{name: data})
    assert problems == []
    one = found.files[cell]
    assert one.content is None
    assert one.problems


def test_a_stage_that_stands_twice_is_refused() -> None:
    text = evidenced.epd({"farm": "0.1"})
    twice = text + '  - {stage: farm, modules: A2, kg_co2e: "0.2"}\n'
    content, _ = parse(twice, "e.yaml")
    found, problems = epdfile.read(content, "e.yaml")
    assert found is None
    assert [one.code for one in problems] == ["epd-stage-twice"]


def test_a_declaration_keeps_the_decimals_and_the_lines(tmp_path: Path) -> None:
    content, _ = parse(evidenced.epd({"farm": "0.123456789012"}, verified_by=""), "e.yaml")
    found, problems = epdfile.read(content, "e.yaml")
    assert problems == []
    assert isinstance(found, EpdFacts)
    assert (str(found.stages[0].kg_co2e), found.stages[0].where) == ("0.123456789012", "e.yaml:3")
    assert found.review is None
