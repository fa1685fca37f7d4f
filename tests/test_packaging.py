"""What travels with the program is told in full: libraries, data, licences, ranges and versions.

That wheel and sdist build and run outside the checkout is held by scripts/check_package in CI.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import carbon

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DIRECT = {canonicalize_name(Requirement(d).name): Requirement(d) for d in PROJECT["dependencies"]}
DECISIONS = ROOT / "docs" / "decisions"
SOURCES = yaml.safe_load((ROOT / "factors" / "sources.yaml").read_text("utf-8"))
# Where the name one imports is not the name one installs.
IMPORTED_AS = {"pyyaml": "yaml"}
# Asked for without an import of ours: starlette reads a posted form with it.
USED_BY_ANOTHER = {"python-multipart"}


@pytest.fixture(scope="module")
def sbom() -> Any:
    """The script that writes the bill of materials, imported from its folder."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        yield import_module("sbom")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return json.loads((ROOT / "docs" / "sbom.cdx.json").read_text("utf-8"))


def _pins(sbom: ModuleType, name: str) -> Any:
    return sbom.pins((ROOT / name).read_text("utf-8"))


def test_the_bill_of_materials_and_the_notice_are_up_to_date(sbom: ModuleType) -> None:
    stale = [n for n, text in sbom.made().items() if (ROOT / n).read_text("utf-8") != text]
    assert not stale, f"run python scripts/sbom.py: {stale}"


def test_the_bill_names_every_locked_library_with_its_hashes(
    sbom: ModuleType, bill: dict[str, Any]
) -> None:
    told = {
        (one["name"], one["version"]): {h["content"] for h in one["hashes"]}
        for one in bill["components"]
        if one["type"] == "library"
    }
    locked = {(p.name, p.version): set(p.hashes) for p in _pins(sbom, "requirements.lock")}
    assert told == locked
    assert all(locked.values())
    assert DIRECT.keys() <= {name for name, _ in locked}


def test_the_bill_names_every_source_of_data_and_no_registry(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {one["name"] for one in bill["components"] if one["type"] == "data"} == set(SOURCES)
    assert re.findall(r"https?://[^/\"]+", json.dumps(bill)) == ["http://cyclonedx.org"]
    assert "timestamp" not in json.dumps(bill)


def test_every_reference_in_the_graph_is_a_component(bill: dict[str, Any]) -> None:
    known = {one["bom-ref"] for one in bill["components"]}
    known.add(bill["metadata"]["component"]["bom-ref"])
    assert len(known) == len(bill["components"]) + 1
    used = {ref for one in bill["dependencies"] for ref in (one["ref"], *one.get("dependsOn", ()))}
    assert used <= known
    top = bill["dependencies"][0]["dependsOn"]
    assert any(ref.startswith("pkg:pypi/numpy@") for ref in top)


def test_every_runtime_dependency_has_a_licence_that_may_be_used(sbom: ModuleType) -> None:
    table = sbom.policy()
    assert {pin.name for pin in _pins(sbom, "requirements.lock")} == table["packages"].keys()
    for name, entry in table["packages"].items():
        parts = re.split(r" AND ", entry.get("taken", entry["licence"]))
        assert set(parts) <= table["allowed"].keys(), name
        if "taken" in entry:
            assert entry["taken"] in entry["licence"].split(" OR "), name


def test_the_licences_are_those_that_the_installed_packages_state(sbom: ModuleType) -> None:
    checked = 0
    for name, entry in sbom.policy()["packages"].items():
        try:
            stated = metadata.metadata(name).get("License-Expression")
        except metadata.PackageNotFoundError:  # locked for another platform or Python
            continue
        checked += 1
        assert stated == entry["licence"] if stated else entry.get("read"), name
    assert checked >= len(DIRECT)


def test_every_licence_of_data_is_judged_and_its_text_travels(sbom: ModuleType) -> None:
    table = sbom.policy()
    assert {one["licence"] for one in SOURCES.values()} == table["data"].keys()
    assert all(one["redistributable"] for one in SOURCES.values())
    texts = ROOT / "THIRD-PARTY-LICENCES"
    for words, entry in table["data"].items():
        assert entry["why"], words
        if "text" in entry:
            assert len((texts / entry["text"]).read_text("utf-8")) > 1000, words
    notice = (texts / "README.md").read_text("utf-8")
    assert [key for key, one in SOURCES.items() if one["attribution"] not in notice] == []


def test_every_packed_file_is_told_with_what_it_was_made_of(sbom: ModuleType) -> None:
    files = sbom.policy()["files"]
    kept = "__pycache__"  # what a run keeps for the next one is not shipped
    found = [p for p in (ROOT / "factors").rglob("*.bin") if kept not in p.parts]
    packed = {p.relative_to(ROOT).as_posix() for p in found}
    assert packed <= files.keys()
    for name, entry in files.items():
        assert (ROOT / entry["made_by"]).is_file(), name
        assert set(entry["sources"]) <= SOURCES.keys(), name


def test_every_dependency_has_a_line_and_every_range_a_reason() -> None:
    lines = (DECISIONS / "0002-libraries.md").read_text("utf-8").casefold()
    taken = " ".join(row.split("|")[2] for row in lines.splitlines() if row.count("|") > 2)
    assert [name for name in DIRECT if name not in taken] == []
    page = (DECISIONS / "0022-packaging.md").read_text("utf-8")
    for name, asked in DIRECT.items():
        row = re.search(rf"^\| {re.escape(name)} \| `([^`]+)` \| (.+) \|$", page, re.MULTILINE)
        assert row, f"{name} has no line in the table of ranges"
        assert row[1] == str(asked.specifier), name


def test_what_is_imported_is_asked_for_and_nothing_else() -> None:
    own = DIRECT.keys() - USED_BY_ANOTHER
    known = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in own}
    imported = set()
    for path in (ROOT / "carbon").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    others = imported - set(sys.stdlib_module_names) - {"carbon"}
    assert others == known


def test_one_version_of_each_library_serves_every_python(sbom: ModuleType) -> None:
    asked = _pins(sbom, "requirements.lock")
    for python in ("3.11", "3.12", "3.13"):
        here = {"python_version": python, "python_full_version": f"{python}.0"}
        used = {p.name: p.version for p in asked if not p.marker or Marker(p.marker).evaluate(here)}
        for pin in asked:
            if pin.name in used and "3.14" not in pin.marker.partition(">=")[2]:
                assert used[pin.name] == pin.version, (python, pin.name)


def test_what_is_tested_is_what_runs(sbom: ModuleType) -> None:
    tested = {(pin.name, pin.version) for pin in _pins(sbom, "requirements-dev.lock")}
    assert {(pin.name, pin.version) for pin in _pins(sbom, "requirements.lock")} <= tested


def test_version_python_and_types_are_told_alike_everywhere() -> None:
    assert PROJECT["version"] == carbon.__version__
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {oldest}" in PROJECT["classifiers"]
    assert f"Python {oldest} eller senare" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / "carbon" / "py.typed").is_file()
