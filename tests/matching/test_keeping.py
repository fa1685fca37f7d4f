"""The kept names of the catalogue say what reading them anew would, or are not used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import resources
from carbon.library import load
from carbon.library.records import Library
from carbon.matching import catalogue as catalogues
from carbon.matching import keeping, vocabulary

KEY = b"k" * 32


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(resources.factors_folder() / "matching", tmp_path / "matching")
    return tmp_path


@pytest.fixture(scope="module")
def tables(library: Library) -> catalogues.Tables:
    return catalogues.tables(library.products, vocabulary.standard())


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path, tables: catalogues.Tables) -> None:
    path = tmp_path / "names.bin"
    keeping.save(path, KEY, tables)
    found = keeping.restore(path, KEY)
    assert found is not None
    assert list(found.rows) == list(tables.rows)
    for name in ("by_key", "by_joined", "by_atoms", "by_unmarked", "by_rarest"):
        kept = {key: list(numbers) for key, numbers in getattr(found, name).items()}
        assert kept == getattr(tables, name)
    assert (list(found.parts), list(found.known)) == (tables.parts, tables.known)


def test_another_key_is_not_believed(tmp_path: Path, tables: catalogues.Tables) -> None:
    path = tmp_path / "names.bin"
    keeping.save(path, KEY, tables)
    assert keeping.restore(path, b"l" * 32) is None
    assert keeping.restore(tmp_path / "gone.bin", KEY) is None


@given(data=st.data())
def test_a_damaged_file_is_not_believed(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, tables: catalogues.Tables
) -> None:
    path = tmp_path_factory.mktemp("kept") / "names.bin"
    small = catalogues.Tables(
        rows=tables.rows[:3],
        by_key={"a": [0]},
        by_joined={},
        by_atoms={},
        by_unmarked={},
        by_rarest={},
        parts=["a"],
        known=[],
    )
    keeping.save(path, KEY, small)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    torn = data.draw(st.booleans())
    path.write_bytes(whole[:at] if torn else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert keeping.restore(path, KEY) is None


def test_a_changed_word_list_is_read_anew(library: Library, folder: Path) -> None:
    words = vocabulary.read(folder / "matching")
    keeping.catalogue(library, words, folder)
    path = keeping.place(folder, library.name)
    before = path.read_bytes()
    keeping.catalogue(library, words, folder)
    assert path.read_bytes() == before
    lists = folder / "matching" / "brands.yaml"
    lists.write_text(lists.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    keeping.catalogue(library, vocabulary.read(folder / "matching"), folder)
    assert path.read_bytes() != before


def test_a_folder_that_cannot_be_written_is_no_fault(library: Library, folder: Path) -> None:
    (folder / "__pycache__").write_text("no folder", encoding="utf-8")
    words = vocabulary.read(folder / "matching")
    assert len(keeping.catalogue(library, words, folder).entries) > 1000
