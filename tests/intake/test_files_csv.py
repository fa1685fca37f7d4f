"""Delimited text: encodings, separators, quotes and rows of the wrong length."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import textcodecs
from carbon.intake.csvrecords import UnclosedQuoteError, read_records
from carbon.intake.delimited import ragged_rows, separator_of
from carbon.intake.files import Outcome, read_workbook
from carbon.intake.records import ErrorCell


def _read(tmp_path: Path, data: bytes, name: str = "a.csv") -> Outcome:
    path = tmp_path / name
    path.write_bytes(data)
    return read_workbook(path, name)


def _rows(outcome: Outcome) -> list[list[object]]:
    workbook, problems = outcome
    assert workbook is not None, problems
    return [list(row) for row in workbook.sheets[0].rows]


TABLE = [["Vara", "Mängd"], ["Nötfärs", "1 200,5"]]


EVERY_CODEC = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1",
    "mac_roman", "cp850",
]  # fmt: skip


@pytest.mark.parametrize("codec", EVERY_CODEC)
def test_swedish_letters_survive_every_encoding(codec: str, tmp_path: Path) -> None:
    text = "Vara;Mängd\r\nNötfärs;1 200,5\r\n"
    assert _rows(_read(tmp_path, text.encode(codec))) == TABLE


@pytest.mark.parametrize("codec", ["mac_roman", "cp850"])
def test_an_old_encoding_is_told_with_words_to_check(codec: str, tmp_path: Path) -> None:
    data = "Vara;Mängd\rÄpple, Åland;3\rRödbeta;4\r".encode(codec)
    _, problems = _read(tmp_path, data)
    (told,) = [p for p in problems if p.code == "csv-encoding-old"]
    assert dict(told.values)["words"] == "Mängd, Äpple, Åland"


def test_a_capital_or_an_accent_alone_does_not_make_a_windows_file_an_old_one() -> None:
    for text in ("Café au lait;1\n", "Ärtsoppa;1\n", "ÖL;1\n", "Crème fraîche;1\n"):
        assert textcodecs.decode(text.encode("cp1252"), "x")[0] == text


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator: str, end: str, tmp_path: Path) -> None:
    text = end.join(separator.join(row) for row in TABLE) + end
    assert _rows(_read(tmp_path, text.encode())) == TABLE


def test_decimal_commas_do_not_make_the_comma_a_separator() -> None:
    text = "Vara;Pris\nMorot;12,25\nPotatis;8,50\nLök;9,75\n"
    assert separator_of(text)[0] == ";"


def test_a_sep_line_decides_and_is_no_row() -> None:
    assert separator_of("sep=|\na|b;c;d\n") == ("|", "a|b;c;d\n")


def test_a_quoted_cell_holds_separators_quotes_and_line_breaks() -> None:
    (record,) = read_records('1;"Ost ""Präst""; 12 kg\nskivad";x\n', ";")
    assert record.cells == ("1", 'Ost "Präst"; 12 kg\nskivad', "x")


def test_an_inch_sign_inside_a_cell_is_text() -> None:
    (record,) = read_records('1;form 12" rund;x', ";")
    assert record.cells == ("1", 'form 12" rund', "x")


def test_a_quote_closed_by_the_next_quoted_cell_is_an_unclosed_quote() -> None:
    text = 'a;b\n1;"Nötfärs\n2;"Morot"\n3;x\n'
    with pytest.raises(UnclosedQuoteError) as found:
        list(read_records(text, ";"))
    assert found.value.line == 2


def test_title_rows_and_empty_ends_are_not_ragged() -> None:
    text = "Prislista 2026\n\na;b;c\n1;2;3;;\n4;5;6\n7;8\nSumma\n"
    assert ragged_rows(list(read_records(text, ";"))) == {6}


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    workbook, problems = _read(tmp_path, b"a;b\n1;\x00\x01\x02\n")
    assert workbook is None
    assert [p.code for p in problems] == ["file-not-text"]


def test_other_formats_are_named(tmp_path: Path) -> None:
    for data in (b"%PDF-1.7 ...", b"<html><table>", b'{"a": 1}'):
        workbook, problems = _read(tmp_path, data)
        assert workbook is None
        assert [p.code for p in problems] == ["file-not-workbook"]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    workbook, problems = read_workbook(tmp_path / "finns-ej.xlsx", "finns-ej.xlsx")
    assert workbook is None
    assert [p.code for p in problems] == ["file-unreadable"]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=8))
def test_what_a_correct_writer_quotes_comes_back(rows: list[list[str]]) -> None:
    text = "\r\n".join(";".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    assert [list(record.cells) for record in read_records(text, ";")] == rows


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    text, problems = textcodecs.decode(data, "x")
    assert (text is not None) or problems


@given(st.text('";a\n\r\t ', max_size=60))
def test_text_without_quotes_is_never_refused(text: str) -> None:
    plain = text.replace('"', "")
    assert all(record.cells for record in read_records(plain, ";"))


@given(st.text('";a\n\r\t ', max_size=60))
def test_only_an_unclosed_quote_stops_the_reader(text: str) -> None:
    with contextlib.suppress(UnclosedQuoteError):
        assert all(record.cells for record in read_records(text, ";"))


def test_the_words_of_errors_are_errors_in_text_too_and_a_mark_for_text_is_no_sign(
    tmp_path: Path,
) -> None:
    data = b"Nr;Vara;Pris\n'0042;'90-tal;#OGILTIGT!\n1;#1 val;#N/A\n"
    workbook, problems = _read(tmp_path, data)
    assert _rows((workbook, problems))[1:] == [
        ["0042", "'90-tal", ErrorCell("#OGILTIGT!")],
        ["1", "#1 val", ErrorCell("#N/A")],
    ]
    (told,) = [p for p in problems if p.code == "text-mark-taken"]
    assert dict(told.values) == {"count": "1", "cells": "A2"}
