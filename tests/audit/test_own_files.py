"""Producers' own files in the auditor's room: sealed, compared, explained, never made public."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from carbon.audit import tables
from carbon.audit.bag import sha256
from carbon.audit.records import FLOWS, PROOFS, SOURCES
from carbon.tender.folder import assess_folder
from tests.audit import own_files
from tests.audit.own_files import BREAD, MILK, NAMES, OWN, PACT
from tests.audit.redacting import every_byte
from tests.audit.tampering import carbon, changed, contents, resealed

FILES = (MILK, BREAD, PACT)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The tender folder and what `carbon evaluate --public` wrote of it."""
    root = tmp_path_factory.mktemp("egna")
    tender = own_files.tender(root / "upphandling")
    ran = carbon("evaluate", tender, "--out", root / "ut", "--public")
    assert (root / "ut" / "bundle.zip").is_file(), ran.stderr
    return tender, root / "ut"


@pytest.fixture
def folder(written: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the tender folder to change."""
    return Path(shutil.copytree(written[0], tmp_path / "upphandling"))


def rows(bundle: Path, name: str) -> list[dict[str, str]]:
    return [dict(row) for row in tables.from_csv(contents(bundle)[f"data/{name}"])]


def test_a_bundle_with_producers_own_files_matches(written: tuple[Path, Path]) -> None:
    ran = carbon("verify", written[1] / "bundle.zip", "--json")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["verdict"], answer["findings"]) == (0, "MATCH", [])


def test_the_bundle_says_which_file_each_line_counts_with(written: tuple[Path, Path]) -> None:
    tender, out = written
    found = rows(out / "bundle.zip", PROOFS)
    assert [row["file"] for row in found] == [f"evidence/{name}" for name in FILES]
    for row in found:
        assert row["sha256"] == sha256((tender / row["file"]).read_bytes())
    assert [bool(row["digest"]) for row in found] == [True, True, False]  # PACT is not recomputed
    digest = json.loads(carbon("footprint", tender / "evidence" / MILK, "--json").stdout)["digest"]
    assert found[0]["digest"] == digest


def test_every_flow_of_a_producers_account_is_told_by_its_process(
    written: tuple[Path, Path],
) -> None:
    processes = [row["process"] for row in rows(written[1] / "bundle.zip", FLOWS)]
    assert {"enteric", "manure-ch4", "n2o-mineral", "lime-making", "oven"} <= {*processes}
    assert "" in processes  # the chain and what the catalogue fills are no producer's


def test_every_source_that_a_flow_cites_is_in_the_bundle_with_its_licence(
    written: tuple[Path, Path],
) -> None:
    bundle = written[1] / "bundle.zip"
    listed = {row["id"]: row for row in rows(bundle, SOURCES)}
    cited = {row["source"] for row in rows(bundle, "used/factors.csv")} - {"declared"}
    assert cited <= listed.keys()
    assert "Edwards et al. (2019)" in listed["jrc-28349-2019"]["attribution"]
    crate = json.loads(contents(bundle)["ro-crate-metadata.json"])
    ids = {entity["@id"] for entity in crate["@graph"]}
    assert {f"#source-{id_}" for id_ in cited} <= ids


def test_an_edited_evidence_file_breaks_the_seal_by_name(
    written: tuple[Path, Path], tmp_path: Path
) -> None:
    whole = written[1] / "bundle.zip"
    edited = tmp_path / "bundle.zip"
    members = contents(whole)
    name = f"data/tender/evidence/{MILK}"
    members[name] = members[name].replace(b'"760 ton"', b'"960 ton"')
    with zipfile.ZipFile(edited, "w", zipfile.ZIP_STORED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    ran = carbon("verify", edited, "--json")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["verdict"]) == (1, "DIFFERS")
    assert name in {one["file"] for one in answer["findings"]}


def test_an_edited_evidence_file_under_a_new_seal_is_named_with_its_line(
    written: tuple[Path, Path], tmp_path: Path
) -> None:
    member = f"data/tender/evidence/{MILK}"
    edited = changed(
        written[1] / "bundle.zip",
        tmp_path / "bundle.zip",
        member,
        lambda content: content.replace(b'"760 ton"', b'"960 ton"'),
    )
    ran = carbon("verify", edited, "--json")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["verdict"]) == (1, "DIFFERS")
    told = [one for one in answer["findings"] if one["file"] == f"data/{PROOFS}"]
    assert {one["figure"] for one in told} == {"sha256", "digest"}
    assert {(one["offer"], one["line"]) for one in told} == {(OWN, "1")}
    assert MILK in carbon("verify", edited).stdout


def test_an_evidence_file_taken_out_under_a_new_seal_differs(
    written: tuple[Path, Path], tmp_path: Path
) -> None:
    members = contents(written[1] / "bundle.zip")
    gone = f"data/tender/evidence/{PACT}"
    kept = {name: one for name, one in members.items() if name != gone}
    table = "data/contents.csv"
    kept[table] = b"".join(
        line for line in kept[table].splitlines(keepends=True) if PACT.encode() not in line
    )
    answer = json.loads(carbon("verify", resealed(tmp_path / "b.zip", kept), "--json").stdout)
    assert answer["verdict"] == "DIFFERS"


def test_a_difference_in_evidence_counts_as_input_and_names_the_file(
    written: tuple[Path, Path], folder: Path
) -> None:
    file = folder / "evidence" / BREAD
    file.write_text(file.read_text("utf-8").replace('"32000"', '"64000"'), "utf-8")
    ran = carbon("diff", written[0], folder, "--json")
    found = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert [step["cause"] for step in found["steps"]] == ["input"]
    assert f"evidence/{BREAD}" in json.dumps(found["steps"])
    moved = {(one["supplier"], one["line"]) for one in found["changes"] if one["line"]}
    assert moved == {(OWN, "2")}


def test_a_folder_with_evidence_and_its_bundle_do_not_differ(written: tuple[Path, Path]) -> None:
    ran = carbon("diff", written[0], written[1] / "bundle.zip")
    assert ran.returncode == 0, ran.stdout


def test_a_line_is_explained_from_the_bundle_as_from_the_folder(
    written: tuple[Path, Path],
) -> None:
    tender, out = written
    for line in ("1", "2", "3"):
        texts = {carbon("explain", of, OWN, line).stdout for of in (tender, out / "bundle.zip")}
        (text,) = texts
        assert "Leverantörens egen fil" in text


def test_an_empty_folder_of_evidence_counts_as_none_so_that_a_bundle_can_hold_it(
    folder: Path, tmp_path: Path
) -> None:
    for path in (folder / "evidence").iterdir():
        path.unlink()
    empty, _ = assess_folder(folder)
    (folder / "evidence").rmdir()
    none, _ = assess_folder(folder)
    assert empty is not None
    assert none is not None
    assert empty.evidence == none.evidence
    assert [one.kg_co2e for one in empty.lots[0].ranking] == [
        one.kg_co2e for one in none.lots[0].ranking
    ]


def test_nothing_of_a_producers_file_stands_in_the_public_edition(
    written: tuple[Path, Path],
) -> None:
    tender, out = written
    public = out / "public"
    assessment, _ = assess_folder(tender)
    assert assessment is not None
    own = [one for one in assessment.inputs if one.own is not None or one.declared is not None]
    secrets = [*NAMES, *FILES, *(one.proof.sha256 for one in own if one.proof)]
    secrets += [one.proof.digest for one in own if one.proof and one.proof.digest]
    secrets += [repr(flow.amount) for one in own if one.own for flow in one.own.flows]
    secrets += [f"{assessment.footprint.line_kg[one.id]:f}" for one in own]
    plain = [one.encode() for one in secrets if len(one) > 5]
    for path in sorted(one for one in public.rglob("*") if one.is_file()):
        for name, content in every_byte(path.read_bytes()):
            assert "evidence" not in name
            leaked = [one for one in plain if one in content]
            assert leaked == [], f"{path.name}/{name}"


def test_the_public_edition_belongs_to_the_bundle_and_is_checked_as_far_as_it_stands_open(
    written: tuple[Path, Path],
) -> None:
    out = written[1]
    full = carbon("verify", out / "bundle.zip", "--public", out / "public" / "bundle.zip", "--json")
    assert json.loads(full.stdout)["verdict"] == "MATCH", full.stdout
    alone = carbon("verify", out / "public" / "bundle.zip", "--json")
    assert json.loads(alone.stdout)["verdict"] == "CANNOT TELL"


def test_a_supplier_can_open_its_own_files_and_nobody_elses(written: tuple[Path, Path]) -> None:
    openings = [json.loads(path.read_bytes()) for path in (written[1] / "openings").iterdir()]
    files = {
        one["supplier"]: {row["values"]["name"] for row in one["tables"]["files"]}
        for one in openings
    }
    assert {f"evidence/{name}" for name in FILES} <= files[OWN]
    assert not any("evidence" in name for name in files[own_files.DEFAULTS])


def test_the_result_names_each_file_with_its_sha256(written: tuple[Path, Path]) -> None:
    tender, out = written
    found = json.loads((out / "result.json").read_text("utf-8"))
    assert [one["file"] for one in found["own_files"]] == [f"evidence/{name}" for name in FILES]
    for one in found["own_files"]:
        assert one["sha256"] == sha256((tender / one["file"]).read_bytes())
        assert (one["supplier"], one["level"]) == (OWN, 2)
    (offer,) = [one for one in found["lots"][0]["ranking"] if one["supplier"] == OWN]
    assert 0 < Decimal(offer["coverage"]["declared"]) < 1


def test_the_workbook_in_the_bundle_is_the_one_beside_it(written: tuple[Path, Path]) -> None:
    out = written[1]
    inside = contents(out / "bundle.zip")["data/outputs/evaluation.xlsx"]
    assert inside == (out / "evaluation.xlsx").read_bytes()
    assert zipfile.is_zipfile(io.BytesIO(inside))
