"""New texts go into the library only when the whole of it still loads; else no byte moves."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from carbon import resources
from carbon.library import load
from carbon.library.importers.install import install
from carbon.problems import CarbonError, Problem
from tests.library import small


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def codes_of(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = small.write(tmp_path / "factors")
    assert load.read(folder)[0] is not None
    return folder


def listed_yaml(library: Path) -> str:
    return next(
        path.relative_to(library).as_posix()
        for path in sorted(library.rglob("*.yaml"))
        if b"\nfactors:" in path.read_bytes() and path.name != "index.yaml"
    )


def test_a_changed_file_is_written_and_the_same_bytes_are_left_alone(library: Path) -> None:
    name = listed_yaml(library)
    old = (library / name).read_text(encoding="utf-8")
    stamp = (library / name).stat().st_mtime_ns
    same = install({name: old}, library)
    assert (same.written, same.unchanged) == ((), (name,))
    assert (library / name).stat().st_mtime_ns == stamp
    done = install({name: old + "# a remark\n"}, library)
    assert (done.written, done.unchanged, done.problems) == ((name,), (), ())
    assert (library / name).read_text(encoding="utf-8") == old + "# a remark\n"
    assert not list(library.rglob("*.new"))


def test_what_breaks_the_library_is_not_written(library: Path) -> None:
    before = bytes_of(library)
    done = install({listed_yaml(library): "factors: [\n", "production/new.csv": "a\n"}, library)
    assert codes_of(done.problems)[0] == "importer-library-refuses"
    assert "yaml-syntax" in codes_of(done.problems)
    assert done.written == ()
    assert bytes_of(library) == before


def test_a_dry_run_tells_and_writes_nothing(library: Path) -> None:
    before = bytes_of(library)
    name = listed_yaml(library)
    text = (library / name).read_text(encoding="utf-8") + "# a remark\n"
    assert install({name: text}, library, dry_run=True).written == (name,)
    assert bytes_of(library) == before


def test_a_new_file_is_written_and_said_not_to_count(library: Path) -> None:
    done = install({"fuels/next-year.csv": "id\n"}, library)
    assert done.written == ("fuels/next-year.csv",)
    assert codes_of(done.problems) == ["importer-not-listed"]


def test_another_folder_gets_the_files_and_the_library_stays(library: Path, tmp_path: Path) -> None:
    before = bytes_of(library)
    done = install({"fuels/next-year.csv": "id\n"}, library, tmp_path / "other")
    assert done.written == ("fuels/next-year.csv",)
    assert (tmp_path / "other/fuels/next-year.csv").read_text(encoding="utf-8") == "id\n"
    assert bytes_of(library) == before


def test_when_one_file_cannot_be_written_none_is(library: Path) -> None:
    name = listed_yaml(library)
    text = (library / name).read_text(encoding="utf-8") + "# a remark\n"
    # A folder where the second file belongs: moving into place fails after the first file.
    (library / "zz" / "taken.csv").mkdir(parents=True)
    before = bytes_of(library)
    done = install({name: text, "zz/taken.csv": "id\n"}, library)
    assert codes_of(done.problems)
    assert done.written == ()
    assert bytes_of(library) == before


def test_a_target_that_is_a_file_is_a_problem(library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = install({"fuels/next-year.csv": "id\n"}, library, tmp_path / "file")
    assert codes_of(done.problems) == ["importer-not-writable"]


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "a\\b.csv", "index.yaml"])
def test_an_importer_cannot_write_elsewhere(library: Path, name: str) -> None:
    with pytest.raises(CarbonError):
        install({name: "x"}, library)


def test_a_table_that_would_lose_entries_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "factors"
    shutil.copytree(resources.factors_folder(), folder)
    path = folder / "energy" / "ember-owid-2024.csv"
    before = path.read_bytes()
    cut = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:160])
    done = install({"energy/ember-owid-2024.csv": cut}, folder)
    assert "importer-rows-lost" in {one.code for one in done.problems}
    assert done.written == ()
    assert path.read_bytes() == before
