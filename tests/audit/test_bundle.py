"""What is in a bundle: the folder as received, the knowledge, the log; always the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import resources
from carbon.audit import bag, events, knowledge, log, names, tables
from carbon.audit.log import Event
from carbon.audit.received import received
from carbon.audit.verify import judged
from tests.audit.tampering import EXAMPLE, contents, evaluated


def test_the_tender_stands_in_it_byte_for_byte(bundle: Path) -> None:
    members = contents(bundle)
    for path in EXAMPLE.rglob("*"):
        if path.is_file():
            name = f"data/tender/{path.relative_to(EXAMPLE).as_posix()}"
            assert members[name] == path.read_bytes()


def test_the_whole_library_stands_in_it(bundle: Path) -> None:
    members = contents(bundle)
    root = resources.factors_folder()
    for name, path in knowledge.files(root).items():
        assert members[f"data/knowledge/{name}"] == path.read_bytes()
    assert not any("__pycache__" in name for name in members)


def test_every_factor_used_has_its_source_and_page(bundle: Path) -> None:
    members = contents(bundle)
    factors = tables.from_csv(members["data/used/factors.csv"])
    sources = {row["id"] for row in tables.from_csv(members["data/used/sources.csv"])}
    used = {row["factor"] for row in tables.from_csv(members["data/used/flows.csv"])}
    assert used == {row["factor"] for row in factors}
    for row in factors:
        assert row["locator"]
        assert row["source"] in sources or "/" in row["source"] or "offers" in row["where"]


def test_the_crate_is_read_by_its_own_library(bundle: Path, tmp_path: Path) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    crate = rocrate.ROCrate(tmp_path)
    assert crate.datePublished.isoformat().startswith("2027-03-01")
    listed = {one.id for one in crate.data_entities}
    members = contents(bundle)
    apart = {name for name in members if name.startswith("data/knowledge/")}
    payload = {name for name in members if name.startswith("data/")} - apart
    assert payload - {"data/contents.csv"} <= listed
    assert "data/knowledge/" in listed
    assert any(one.id == "#evaluation" for one in crate.contextual_entities)


def test_the_same_folder_gives_the_same_bytes_anywhere(bundle: Path, tmp_path: Path) -> None:
    """Another folder, locale, time zone and hash seed; and the outputs lie inside the tender."""
    tender = Path(shutil.copytree(EXAMPLE, tmp_path / "Å annan mapp"))
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    for _ in range(2):  # the second run finds the outputs of the first inside the tender folder
        subprocess.run(
            [sys.executable, "-m", "carbon.cli", "evaluate", str(tender), "--out",
             str(tender / "ut")],
            env=environment, capture_output=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert (tender / "ut" / "bundle.zip").read_bytes() == bundle.read_bytes()


def test_files_with_swedish_names_keep_them(tender: Path, tmp_path: Path) -> None:
    (tender / "offers" / "akerbo.xlsx").rename(tender / "offers" / "Åkerbo anbud (1).xlsx")
    (tender / "CON.txt").write_text("a device on Windows", encoding="utf-8")
    path = evaluated(tender, tmp_path / "ut")
    members = contents(path)
    assert "data/tender/offers/=C3=85kerbo=20anbud=20=281=29.xlsx" in members
    assert all(names.is_safe(name) for name in members)
    assert judged(path).verdict == "MATCH"


def test_hidden_files_stay_out_and_links_stop_the_bundle(tender: Path) -> None:
    (tender / ".hidden").write_text("x", encoding="utf-8")
    (tender / "~$lock.xlsx").write_text("x", encoding="utf-8")
    (tender / "link.txt").symlink_to("/etc/hostname")
    (tender / "folder").symlink_to("/etc")
    found, problems = received(tender)
    assert not {name for name in found if "hidden" in name or "lock" in name or "link" in name}
    assert [one.code for one in problems] == ["bundle-link"] * 2


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=300)
                .filter(lambda part: part not in (".", "..")), min_size=1, max_size=6))  # fmt: skip
def test_every_name_becomes_a_safe_one_of_its_own(parts: list[str]) -> None:
    originals = {"/".join(parts[:number]) for number in range(1, len(parts) + 1)} | set(parts)
    found = names.encoded(originals)
    assert found.keys() == originals
    assert all(names.is_safe(name) for name in found.values())
    assert len({name.casefold() for name in found.values()}) == len(originals)


@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=8))
def test_a_table_comes_back_as_it_was_and_holds_no_formula(rows: list[list[str]]) -> None:
    content = tables.as_csv(("a", "b", "c"), rows)
    assert [list(row.values()) for row in tables.from_csv(content)] == rows
    assert not tables.safe("=1+1").startswith("=")
    assert tables.safe("-0.5") == "-0.5"


def test_a_log_is_a_chain() -> None:
    whole = log.chained([Event(what="published", who="A", when="2027-01-01")])
    longer = log.chained([Event(what="decided", who="B", when="2027-02-01")], whole)
    assert longer.startswith(whole)
    assert log.broken(longer) is None
    lines = longer.splitlines(keepends=True)
    assert log.broken(lines[1]) == 1
    assert log.broken(lines[1] + lines[0]) == 1
    assert log.broken(longer.replace(b'"A"', b'"X"')) == 2
    assert log.broken(longer[:-1]) == 2
    assert log.broken(b"") is None


def test_commands_add_to_the_log_of_a_folder(tender: Path) -> None:
    first = Event(what="published", who="Eva Exempel", when="2027-01-10")
    assert log.record(tender, first, ["tender.yaml"]) == []
    assert log.record(tender, Event(what="decided", when="2027-02-01"), ["missing.yaml"]) == []
    content, problems = log.read(tender)
    assert problems == []
    told = [json.loads(line) for line in content.splitlines()]
    assert told[0]["files"] == {"tender.yaml": bag.sha256((tender / "tender.yaml").read_bytes())}
    (tender / log.FILE).write_bytes(content.replace(b"Eva", b"Eve"))
    assert [one.code for one in log.record(tender, first)] == ["log-broken"]


def test_the_log_of_a_bundle_tells_what_people_did_in_order(tender: Path) -> None:
    (tender / "decisions.yaml").write_text(
        "decisions:\n"
        "  - {key: a, name: A, product: butter, who: Eva Exempel, when: 2027-02-02, why: same}\n"
        "  - {key: b, name: B, product: potato, who: Bo Prov, when: 2027-02-01, why: same}\n",
        encoding="utf-8",
    )
    files, _ = received(tender)
    sha256s = {name: bag.sha256(content) for name, content in files.items()}
    told = [json.loads(line) for line in events.of_folder(tender, sha256s).splitlines()]
    assert [(one["what"], one["who"]) for one in told] == [
        ("decided", "Bo Prov"),
        ("decided", "Eva Exempel"),
        ("received", ""),
    ]
    assert told[-1]["files"] == sha256s
