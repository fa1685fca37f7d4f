"""The buyer's own documents: what is read of each kind, where, and what a bad file comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon.problems import Severity
from carbon.tender.law import documents
from carbon.tender.law.clauses import blocks
from tests.tender.lawful import W, docx, paragraph, pdf, zipped

UNLAWFUL = "Potatisen ska vara närproducerad."


def read(folder: Path, name: str, content: bytes | str) -> tuple[list[tuple[str, str, str]], list]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    found, problems = documents.read(folder, [name], "tender.yaml:3")
    passages = [p for one in found for p in one.passages]
    return [(p.place.kind, p.place.spot, p.text) for p in passages], problems


def codes(folder: Path, name: str, content: bytes | str) -> list[str]:
    found, problems = read(folder, name, content)
    assert not found
    assert all(one.severity is Severity.ERROR for one in problems)
    return [one.code for one in problems]


@pytest.mark.parametrize("name", ["villkor.txt", "villkor.md"])
def test_plain_text_is_read_by_paragraph_and_list_item(tmp_path: Path, name: str) -> None:
    text = f"# Krav\n\n{UNLAWFUL} Den ska vara\ntvättad.\n- ett krav\n- ett till\n"
    found, problems = read(tmp_path, name, text)
    assert problems == []
    assert found == [
        ("line", "1", "# Krav"),
        ("line", "3", f"{UNLAWFUL} Den ska vara tvättad."),
        ("line", "5", "- ett krav"),
        ("line", "6", "- ett till"),
    ]


def test_a_divided_word_is_made_whole_and_a_label_keeps_its_hyphen() -> None:
    joined = [text for _, text in blocks(["När-", "producerad, KRAV-", "märkt"])]
    assert joined == ["Närproducerad, KRAV-märkt"]


def test_a_word_file_is_read_with_tables_headers_footnotes_and_boxes(tmp_path: Path) -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Ursprung')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:t>Före</w:t></w:r><w:txbxContent>{paragraph('Ruta')}</w:txbxContent></w:p>"
    data = docx(
        paragraph(UNLAWFUL) + cell + box,
        header1=f"<w:hdr {W}>{paragraph('Sidhuvud')}</w:hdr>",
        footnotes=f"<w:footnotes {W}><w:footnote>{paragraph('Not')}</w:footnote></w:footnotes>",
        styles=f"<w:styles {W}>{paragraph('Formatmall')}</w:styles>",
    )
    found, problems = read(tmp_path, "krav.docx", data)
    assert problems == []
    assert found == [
        ("paragraph", "1", UNLAWFUL),
        ("paragraph", "2", "Ursprung"),
        ("paragraph", "3", "Ruta"),
        ("paragraph", "4", "Före"),
        ("footnote", "1", "Not"),
        ("header", "1", "Sidhuvud"),
    ]


def test_what_tracked_changes_deleted_or_moved_is_not_read_and_the_inserted_is(
    tmp_path: Path,
) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        "<w:p>"
        + run.format("Potatisen ska vara ")
        + "<w:del><w:r><w:delText>närproducerad</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run.format('lokal')}</w:moveFrom>"
        + f"<w:ins>{run.format('tvättad')}</w:ins>"
        + "</w:p>"
    )
    found, _ = read(tmp_path, "krav.docx", docx(body))
    assert [text for _, _, text in found] == ["Potatisen ska vara tvättad"]


def test_a_word_divided_over_runs_is_one_word(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>när</w:t></w:r><w:r><w:t>producerad</w:t></w:r></w:p>"
    assert read(tmp_path, "krav.docx", docx(body))[0][0][2] == "närproducerad"


def test_text_from_another_file_inside_a_word_file_is_told_as_unread(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "krav.docx", docx(paragraph("Text") + "<w:altChunk/>"))
    assert [text for _, _, text in found] == ["Text"]
    assert [one.code for one in problems] == ["document-part-unread"]


def test_a_pdf_is_read_by_page(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "krav.pdf", pdf("Ett krav.", UNLAWFUL))
    assert problems == []
    assert found == [("page", "1", "Ett krav."), ("page", "2", UNLAWFUL)]


def test_a_page_without_text_is_told_by_its_number(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "krav.pdf", pdf("Ett krav.", "", ""))
    assert len(found) == 1
    assert [(one.code, dict(one.values)["found"]) for one in problems] == [
        ("document-pages-without-text", "2, 3")
    ]


def test_a_scanned_pdf_is_a_problem_and_never_silence(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    found, problems = documents.read(tmp_path, ["scan.pdf"], "tender.yaml:3")
    assert found == ()
    assert [one.code for one in problems] == ["document-pages-without-text", "document-no-text"]


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf("Hemligt."))
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt("lösen", algorithm="RC4-128")
    writer.write(tmp_path / "secret.pdf")
    found, problems = documents.read(tmp_path, ["secret.pdf"], "tender.yaml:3")
    assert (found, [one.code for one in problems]) == ((), ["document-encrypted"])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK\x03\x04 broken", "document-unreadable"),
        ("a.docx", b"not a zip", "document-kind"),
        ("a.docx", zipped({"xl/workbook.xml": "<workbook/>"}), "document-kind"),
        ("a.docx", docx("<w:p>"), "document-unreadable"),
        ("a.docx", docx(""), "document-no-text"),
        ("a.docx", docx(paragraph("a"), header1="<!DOCTYPE x><x/>"), "document-unreadable"),
        ("a.docx", docx(paragraph("a"), header1="b" * 70_000_000), "document-unreadable"),
        ("a.pdf", b"%PDF-1.7\nnothing more", "document-unreadable"),
        ("a.pdf", b"<html>", "document-kind"),
        ("a.txt", b"\xff\xfe\x00a", "text-encoding"),
        ("a.txt", b" \n\n", "document-no-text"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "document-kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_a_problem_and_nothing_of_it_counts(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    assert codes(tmp_path, name, content) == [code]


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY a "{"x" * 100}">]><w:document {W}>&a;</w:document>'
    assert codes(tmp_path, "a.docx", zipped({"word/document.xml": bomb})) == ["document-unreadable"]


def test_a_deep_document_ends_nothing(tmp_path: Path) -> None:
    deep = "<w:x>" * 200_000 + "</w:x>" * 200_000
    found, problems = read(tmp_path, "a.docx", docx(paragraph("a") + deep))
    assert found or problems


def test_a_file_outside_the_folder_is_never_opened(tmp_path: Path) -> None:
    inside = tmp_path / "tender"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    found, problems = documents.read(inside, ["../secret.txt", "link.txt", "none.txt"], "t:3")
    assert found == ()
    assert [one.code for one in problems] == ["path-outside", "path-outside", "file-unreadable"]


def test_one_bad_document_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.docx").write_bytes(docx(paragraph(UNLAWFUL)))
    (tmp_path / "c.pdf").write_bytes(pdf("Ett krav."))
    found, problems = documents.read(tmp_path, ["a.docx", "b.docx", "c.pdf"], "t:3")
    assert [one.name for one in found] == ["b.docx", "c.pdf"]
    assert [one.where for one in problems] == ["a.docx"]
