"""`carbon verify` on a public edition: how far it gets, and what it does not let pass."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carbon.audit import opening, openings, redaction_belonging, redaction_opening
from carbon.audit.records import Finding, Judgement, State, Step, Verdict
from carbon.audit.redaction import Redacted
from carbon.audit.redaction_tables import KEY
from carbon.audit.verify import judged
from carbon.tender.folder import library_of
from tests.audit.redacting import (
    SECRET,
    changed_opening,
    full_bundle,
    public_edition,
    rooted,
    suppliers,
    with_row,
    without_knowledge,
)
from tests.audit.tampering import EXAMPLE, RESULT, carbon, changed, contents, resealed, with_result

ALPEN, DAIRY = "Alpenmolkerei Beispiel GmbH", "Gryningsmejeriet Exempel AB"
OFFERS = "data/redaction/offers.csv"


class Editions:
    """Both editions of the example, a public one that is read faster, and the openings."""

    def __init__(self, full: Path, public: Path, made: Redacted) -> None:
        self.full, self.public, self.made = full, public, made
        self.slim = without_knowledge(public, public.with_name("slim.zip"))

    def opening(self, supplier: str) -> Path:
        """Return the opening of a supplier."""
        name = suppliers(self.made)[supplier]
        return self.public.with_name(f"{self.public.stem}-{name}")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Both editions of the example tender."""
    root = tmp_path_factory.mktemp("editions")
    tender = Path(shutil.copytree(EXAMPLE, root / "tender"))
    full = full_bundle(tender, root / "full.zip", doubt=True)
    return Editions(full, root / "public.zip", public_edition(full, root / "public.zip"))


def of_full(full: Path, public: Path) -> dict[str, Verdict]:
    """Return what is said of a public edition beside a full bundle, without computing that anew."""
    with opening.opened(full) as (bundle, _):
        assert bundle is not None
        found = redaction_belonging.belonging(bundle, public, same=True)
        return {one.code: one.verdict for one in found}


def codes(answer: Judgement, verdict: Verdict) -> list[str]:
    return [one.code for one in answer.findings if one.verdict is verdict]


def differing(answer: Judgement, code: str) -> list[Finding]:
    assert answer.verdict is Verdict.DIFFERS, answer.findings
    return [one for one in answer.findings if one.code == code]


def test_a_public_edition_agrees_as_far_as_it_is_open_and_says_how_far(editions: Editions) -> None:
    answer = judged(editions.public)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert codes(answer, Verdict.CANNOT_TELL) == ["public-masked"]
    assert codes(answer, Verdict.MATCH) == ["public-root", "public-sums"]
    masked = next(one for one in answer.findings if one.code == "public-masked")
    edition = editions.made.edition
    # 9 offers of 12 cells, 37 lines of which 3 cells stand open, and one file of 2 cells.
    assert (masked.old, masked.new) == ("221", str(edition.all_cells))
    assert edition.open_cells == 9 * 12 + 37 * 3 + 2
    assert answer.steps[Step.REPLAY] is State.CANNOT_TELL
    assert {answer.steps[one] for one in Step if one is not Step.REPLAY} == {State.FINE}


def test_the_command_leaves_with_3_and_lists_what_matched(editions: Editions) -> None:
    ran = carbon("verify", editions.public, "--opening", editions.opening(ALPEN), "--lang", "en")
    assert ran.returncode == 3
    assert ran.stdout.startswith("CANNOT TELL")
    assert "opening-agrees" in ran.stdout
    assert ALPEN in ran.stdout


def test_every_supplier_sees_its_cells_and_sums_verified(editions: Editions) -> None:
    for supplier in suppliers(editions.made):
        answer = judged(editions.slim, opened=editions.opening(supplier))
        assert answer.verdict is Verdict.CANNOT_TELL
        agreed = [one for one in answer.findings if one.code == "opening-agrees"]
        assert [one.offer for one in agreed] == [supplier]
        assert "opening-factors-unseen" in codes(answer, Verdict.MATCH)
    whole = judged(editions.public, opened=editions.opening(ALPEN))
    assert "opening-factors-unseen" not in codes(whole, Verdict.MATCH)


def test_a_factor_that_the_library_has_otherwise_is_told(editions: Editions) -> None:
    given = openings.read(editions.opening(ALPEN))
    flow = given.rows["flows"][0].values
    library, _ = library_of(EXAMPLE)
    assert library is not None
    first = replace(library.factors[flow["factor"]][0], kg_co2e=1.5)
    other = replace(library, factors={**library.factors, flow["factor"]: (first,)})
    found, _ = redaction_opening.factors(given, other, "o.json")
    assert [(one.factor, one.old, one.new) for one in found] == [
        (flow["factor"], flow["kg_co2e"], "1.5")
    ]


def test_the_full_bundle_matches_with_its_own_public_edition(editions: Editions) -> None:
    answer = judged(editions.full, public=editions.public)
    assert answer.verdict is Verdict.MATCH
    assert codes(answer, Verdict.MATCH) == ["public-belongs"]


def test_the_full_bundle_differs_from_anothers_public_edition(
    editions: Editions, tmp_path: Path
) -> None:
    tender = Path(shutil.copytree(EXAMPLE, tmp_path / "tender"))
    (tender / "offers" / "akerbo.xlsx").unlink()
    public_edition(full_bundle(tender, tmp_path / "b.zip"), tmp_path / "p.zip")
    said = of_full(editions.full, tmp_path / "p.zip")
    assert said["public-root-differs"] is Verdict.DIFFERS


def test_a_full_bundle_whose_root_was_changed_differs(editions: Editions, tmp_path: Path) -> None:
    def other(content: bytes) -> bytes:
        return content.replace(editions.made.edition.root.encode(), b"0" * 64)

    path = changed(editions.full, tmp_path / "b.zip", "data/used/commitments.json", other)
    assert differing(judged(path), "member-otherwise")


@pytest.mark.parametrize(
    ("figure", "value"),
    [("rank", 2), ("comparison_sum_sek", "1"), ("price_sek", "1158771"), ("tied", True),
     ("kg_co2e", "1")],
)  # fmt: skip
def test_a_figure_changed_in_the_result_is_named(
    editions: Editions, tmp_path: Path, figure: str, value: object
) -> None:
    def forged(result: dict[str, Any]) -> None:
        result["lots"][0]["ranking"][0][figure] = value

    path = changed(editions.slim, tmp_path / "p.zip", RESULT, lambda c: with_result(c, forged))
    found = differing(judged(path), "figure-differs")
    assert [(one.lot, one.offer, one.figure) for one in found] == [("mejeri", DAIRY, figure)]


@pytest.mark.parametrize(
    ("column", "value", "figures"),
    [("price_sek", "1158771", {"comparison_sum_sek"}),
     ("kg_co2e", "109542.3522", {"carbon_cost_sek", "comparison_sum_sek"}),
     ("comparison_sum_sek", "1487397", {"comparison_sum_sek"}),
     ("rank", "2", {"rank"}),
     ("tied", "yes", {"tied"}),
     ("price_sek", "2158770", {"comparison_sum_sek", "rank"})],
)  # fmt: skip
def test_a_forger_who_makes_the_tree_anew_is_found_by_the_arithmetic(
    editions: Editions, tmp_path: Path, column: str, value: str, figures: set[str]
) -> None:
    def forged(row: dict[str, str]) -> None:
        row[column] = value

    path = with_row(editions.slim, tmp_path / "p.zip", "offers", 0, forged)
    found = differing(judged(path), "public-figure-differs")
    assert {one.figure for one in found if one.offer == DAIRY} == figures


def test_a_cell_a_commitment_or_a_row_changed_changes_the_root(
    editions: Editions, tmp_path: Path
) -> None:
    members = contents(editions.slim)
    mask = editions.made.tables["lines"].rows[3][5].leaf.hex().encode()
    flow = editions.made.tables["flows"].hashes[7].hex().encode()
    for name, old, new in (
        ("lines", mask, mask[::-1]),
        ("flows", flow, flow[::-1]),
        ("offers", b"1158770", b"1158771"),
    ):
        member = f"data/redaction/{name}.csv"
        content = members[member].replace(old, new, 1)
        path = resealed(tmp_path / f"{name}.zip", {**members, member: content})
        found = differing(judged(path), "public-root-differs")
        assert found[0].file == member
        # With the root made anew it is another edition, which the full bundle does not know.
        path = resealed(tmp_path / f"{name}.zip", rooted({**members, member: content}))
        assert of_full(editions.full, path)["public-root-differs"] is Verdict.DIFFERS


def test_a_changed_file_output_or_mask_is_told(editions: Editions, tmp_path: Path) -> None:
    masked = contents(editions.slim)["data/contents.csv"]
    commitment = editions.made.tables["files"].rows[0][1].leaf.hex().encode()
    assert commitment in masked
    changes: list[tuple[str, Callable[[bytes], bytes], str]] = [
        ("data/tender/tender.yaml", lambda c: c + b"# x\n", "public-file-differs"),
        ("data/outputs/report.html", lambda c: c + b"<p>x</p>", "public-output-differs"),
        ("data/contents.csv", lambda c: c.replace(commitment, b"0" * 64), "public-file-differs"),
    ]
    for name, change, code in changes:
        path = changed(editions.slim, tmp_path / "p.zip", name, change)
        assert differing(judged(path), code), name


def test_a_digit_changed_in_an_opening_is_named_as_the_cell_it_stands_in(
    editions: Editions, tmp_path: Path
) -> None:
    def more(text: str) -> str:
        return f"{text[:-1]}{(int(text[-1]) + 1) % 10}"

    for table, column in (("lines", "price_sek_per_unit"), ("flows", "amount"),
                          ("offers", "price_sek"), ("flows", "steps")):  # fmt: skip

        def forged(said: dict[str, Any], table: str = table, column: str = column) -> None:
            values = said["tables"][table][2 if table != "offers" else 0]["values"]
            values[column] = more(values[column])

        path = changed_opening(editions.opening(ALPEN), tmp_path / "o.json", forged)
        found = differing(judged(editions.slim, opened=path), "opening-cell-differs")
        number = json.loads(path.read_bytes())["tables"][table][2 if table != "offers" else 0]
        assert [(one.cell, one.figure, one.offer) for one in found] == [
            (f"{table}:{number['row'] + 1}", column, ALPEN)
        ]


def renamed(said: dict[str, Any]) -> None:
    said["supplier"] = DAIRY


def other_key(said: dict[str, Any]) -> None:
    said["key"] = SECRET.hex()


def other_tender(said: dict[str, Any]) -> None:
    said["root"] = "0" * 64


def shorter(said: dict[str, Any]) -> None:
    del said["tables"]["lines"][1]


def without_flow(said: dict[str, Any]) -> None:
    del said["tables"]["flows"][3]


@pytest.mark.parametrize(
    ("change", "code"),
    [(renamed, "opening-row-differs"), (other_key, "opening-key-differs"),
     (other_tender, "opening-other-edition"), (shorter, "opening-row-differs"),
     (without_flow, "opening-sum-differs")],
)  # fmt: skip
def test_an_opening_that_is_anothers_or_not_whole_differs(
    editions: Editions, tmp_path: Path, change: Callable[[dict[str, Any]], None], code: str
) -> None:
    path = changed_opening(editions.opening(ALPEN), tmp_path / "o.json", change)
    assert differing(judged(editions.slim, opened=path), code)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"kind": "carbon opening", "format": 1}'],
)
def test_a_file_that_is_no_opening_is_told_as_such(
    editions: Editions, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "o.json"
    path.write_bytes(content)
    answer = judged(editions.slim, opened=path)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "opening-unreadable" in codes(answer, Verdict.CANNOT_TELL)
    missing = judged(editions.slim, opened=tmp_path / "none.json")
    assert "opening-unreadable" in codes(missing, Verdict.CANNOT_TELL)


@pytest.mark.parametrize("value", ["1E+999999999", "nan", "1e5", "٣", "9" * 100, "=1+1"])
def test_a_figure_that_could_stop_a_computer_is_not_computed_with(
    editions: Editions, tmp_path: Path, value: str
) -> None:
    def forged(row: dict[str, str]) -> None:
        row["price_sek"] = value

    path = with_row(editions.slim, tmp_path / "p.zip", "offers", 0, forged)
    answer = judged(path)
    assert codes(answer, Verdict.CANNOT_TELL) == ["public-unreadable"]


def test_files_given_to_the_wrong_edition_are_told(editions: Editions) -> None:
    answer = judged(editions.full, opened=editions.opening(ALPEN))
    assert codes(answer, Verdict.CANNOT_TELL) == ["opening-needs-public"]
    answer = judged(editions.slim, public=editions.slim)
    assert "public-needs-full" in codes(answer, Verdict.CANNOT_TELL)
    said = of_full(editions.full, editions.full)
    assert said == {"public-not-public": Verdict.CANNOT_TELL}


def test_a_full_bundle_without_the_key_cannot_tell_whose_edition_it_is(
    editions: Editions, tmp_path: Path
) -> None:
    members = contents(editions.full)
    del members[f"data/tender/{KEY}"]
    lines = members["data/contents.csv"].splitlines(keepends=True)
    members["data/contents.csv"] = b"".join(one for one in lines if KEY.encode() not in one)
    said = of_full(resealed(tmp_path / "b.zip", members), editions.public)
    assert said["public-not-made"] is Verdict.CANNOT_TELL
