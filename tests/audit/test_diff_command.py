"""`carbon diff` and `carbon explain` as an auditor runs them: on folders and on bundles."""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.audit.test_difference import edited, edits, made
from tests.cli.running import carbon


@cache
def bundle() -> Path:
    """Return a bundle of the small tender, made once for all tests of this file."""
    place = Path(mkdtemp(prefix="carbon-test-"))
    made(place / "tender")
    ran = carbon("evaluate", place / "tender", "--out", place / "out")
    assert (place / "out" / "bundle.zip").is_file(), ran.err
    return place / "out" / "bundle.zip"


def test_a_folder_and_the_bundle_of_it_do_not_differ(tmp_path: Path) -> None:
    ran = carbon("diff", made(tmp_path / "a"), bundle())
    assert ran.code == 0, ran.out
    assert "Ingen siffra skiljer." in ran.out


def test_a_bundle_against_a_changed_folder_is_split_and_exits_with_one(tmp_path: Path) -> None:
    changed = made(tmp_path / "b")
    edits()["one price"][1](changed)
    ran = carbon("diff", bundle(), changed, "--json")
    assert ran.code == 1
    found = ran.json()
    assert [step["cause"] for step in found["steps"]] == ["input"]
    price = next(
        one
        for one in found["changes"]
        if (one["supplier"], one["line"], one["figure"]) == ("A", None, "price_sek")
    )
    assert price["parts"] == [{"causes": ["input"], "value": "10"}]
    assert Decimal(price["after"]) - Decimal(price["before"]) == 10


def test_what_is_no_run_is_told_with_its_exit_code(tmp_path: Path) -> None:
    a = made(tmp_path / "a")
    assert carbon("diff", a, tmp_path / "gone").code == 2
    (tmp_path / "cut.zip").write_bytes(bundle().read_bytes()[:-40])
    ran = carbon("diff", a, tmp_path / "cut.zip")
    assert ran.code == 3
    assert "går inte att säga" in ran.out


def test_the_page_of_a_difference_is_written_and_in_one_language(tmp_path: Path) -> None:
    changed = made(tmp_path / "b")
    edited(changed, "tender.yaml", 'gront: "3.00"', 'gront: "5.00"')
    page = tmp_path / "diff.html"
    ran = carbon("diff", made(tmp_path / "a"), changed, "--lang=en", "--html", page, "--lines")
    assert ran.code == 1
    text = page.read_text(encoding="utf-8")
    assert '<html lang="en"' in text
    assert "indata" not in ran.out + text


def test_a_line_of_a_bundle_is_explained_as_that_of_the_folder(tmp_path: Path) -> None:
    folder, page = made(tmp_path / "a"), tmp_path / "line.html"
    ran = carbon("explain", bundle(), "A", "gront/2", "--html", page)
    assert ran.code == 0, ran.err
    assert ran.out == carbon("explain", folder, "A", "2").out
    assert "default-src 'none'" in page.read_text(encoding="utf-8")
    assert carbon("explain", bundle(), "A", "9").code == 2


def test_a_comparison_leaves_both_sides_as_they_were(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    edits()["the rounding"][1](b)
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert carbon("diff", a, b).code == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == kept
    shutil.rmtree(bundle().parent.parent)
    bundle.cache_clear()
