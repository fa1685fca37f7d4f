"""Files of decisions: whatever a name holds is read back, and a broken file is left alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import decisions, officerfiles
from carbon.matching.records import Decision, Origin


def made(name: str = "Mjölk", **fields: object) -> Decision:
    given_ = {
        "key": "mjölk",
        "name": name,
        "product_id": "milk",
        "who": "Anna",
        "when": "2026-11-22",
        "why": "samma vara",
        "where": "",
        **fields,
    }
    return Decision(**given_)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60
).filter(lambda text: text.strip() == text)


# Of our own library, on one line; what YAML cannot hold unquoted would be refused before writing.
OWN = WORDS.filter(lambda text: text.isprintable())


@given(name=WORDS, why=WORDS, basis=st.dictionaries(st.sampled_from(["farm", "note"]), OWN))
def test_every_text_of_a_decision_is_read_back_as_it_was(
    name: str, why: str, basis: dict[str, str]
) -> None:
    origin = Origin(file="t/decisions.yaml", sha256="ab", who="Bo", when="2025-01-01")
    one = made(
        name,
        why=why,
        edition="2026-11",
        fingerprint="f" * 64,
        basis=tuple(basis.items()),
        origin=origin,
    )
    with tempfile.TemporaryDirectory() as folder:
        assert decisions.append_decisions(Path(folder), [one]) == []
        found, problems = decisions.read_decisions(Path(folder))
    assert problems == []
    read = found[0]
    assert (read.name, read.why, read.origin) == (name, why, origin)
    assert (dict(read.basis), read.fingerprint) == (basis, "f" * 64)


def test_a_name_that_looks_like_a_blank_to_fill_in_is_a_name(tmp_path: Path) -> None:
    assert decisions.append_decisions(tmp_path, [made("<b>Mjölk</b>")]) == []
    found, problems = decisions.read_decisions(tmp_path)
    assert [one.name for one in found] == ["<b>Mjölk</b>"]
    assert problems == []


def test_half_a_character_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    problems = decisions.append_decisions(tmp_path, [made("Mj\udcf6lk")])
    assert len(problems) == 1
    assert list(tmp_path.iterdir()) == []


def test_several_decisions_are_added_together_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / decisions.FILE
    assert decisions.append_decisions(tmp_path, [made(), made("Mjölk 1 l")]) == []
    before = path.read_bytes()
    assert decisions.append_decisions(tmp_path, [made(), made("\udcf6")]) != []
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [decisions.FILE]


@pytest.mark.parametrize("content", ["decisions: []\n", "decisions:\n- key: [\n", "[1, 2]\n"])
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / decisions.FILE
    path.write_text(content, encoding="utf-8")
    assert decisions.append_decisions(tmp_path, [made()]) != []
    assert path.read_text(encoding="utf-8") == content


def test_a_file_from_before_fingerprints_is_read(tmp_path: Path) -> None:
    (tmp_path / decisions.FILE).write_text(
        "decisions:\n- {key: mjölk, name: Mjölk, product: milk, who: A,"
        " when: '2026-01-02', why: b}\n",
        encoding="utf-8",
    )
    found, problems = decisions.read_decisions(tmp_path)
    assert problems == []
    assert (found[0].fingerprint, found[0].basis, found[0].origin) == ("", (), None)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "C:\\x", "Åsa Ö", "x" * 500])
def test_no_officer_name_leads_out_of_the_folder(name: str) -> None:
    file, problems = officerfiles.file_of(name)
    assert bool(problems) == (file == "")
    assert Path(file).name == file
    assert not {"/", "\\", ".."} & set(file)


def test_a_file_bears_its_officers_full_name_and_is_nobody_elses(tmp_path: Path) -> None:
    file, _ = officerfiles.own_file(tmp_path, "Åsa")
    assert decisions.append_decisions(tmp_path, [made()], file, "Åsa") == []
    assert decisions.officer_of(tmp_path / file, file) == ("Åsa", [])
    assert decisions.read_decisions(tmp_path, file)[0][0].name == "Mjölk"
    for same in ("Åsa", "åsa ", "A\u030asa"):  # ring on its own, as some keyboards write it
        assert officerfiles.own_file(tmp_path, same) == ("decisions.asa.yaml", [])
    for other in ("Asa", "Äsa"):
        refused, problems = officerfiles.own_file(tmp_path, other)
        assert refused == ""
        assert [(p.code, dict(p.values)["expected"]) for p in problems] == [
            ("officer-other", "Åsa")
        ]


@given(name=WORDS)
def test_every_officer_name_is_read_back_from_the_head_of_the_file(name: str) -> None:
    file, problems = officerfiles.file_of(name)
    with tempfile.TemporaryDirectory() as folder:
        if not problems:
            assert decisions.append_decisions(Path(folder), [made()], file, name) == []
            assert officerfiles.own_file(Path(folder), name) == (file, [])


def test_a_file_from_before_it_bore_a_name_can_still_be_added_to(tmp_path: Path) -> None:
    assert decisions.append_decisions(tmp_path, [made()], "decisions.asa.yaml") == []
    assert officerfiles.own_file(tmp_path, "Asa") == ("decisions.asa.yaml", [])


def test_only_files_of_the_one_form_are_officers(tmp_path: Path) -> None:
    for name in ("decisions.yaml", "decisions.anna.yaml", "decisions.BO.yaml", "x.yaml"):
        (tmp_path / name).write_text("decisions:\n", encoding="utf-8")
    (tmp_path / "decisions.mapp.yaml").mkdir()
    assert officerfiles.officers(tmp_path) == ("anna",)
