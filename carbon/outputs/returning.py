"""`carbon read --return`: the workbook as it came, with a status column and comments added.

An Office workbook is changed in the XML of the sheets concerned and nowhere else
(docs/decisions/0014). What was made is read again before it is handed out: other rows, values or
prices than in the file itself, and it is not.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from carbon.intake import archive, files, reading, workbookparts
from carbon.intake.layouts import Layout
from carbon.intake.reading import Reading
from carbon.intake.records import Workbook
from carbon.outputs import returncells, returncomments, returnfresh, returnmarks, returnparts
from carbon.outputs.files import write_aside
from carbon.outputs.returncells import EditError, StatusColumn
from carbon.outputs.returnmarks import Marks
from carbon.outputs.returnparts import Package
from carbon.problems import Problem, UsageError, error, note

# Parts are held in memory while they are changed; 100,000 rows of 20 columns are 77 MB of them.
LARGEST_INFLATED_BYTES = 384 << 20
# A program that opens the file draws a box for each; beyond it the status column has to do.
MOST_COMMENTS = 2_000
_MACRO_NAME = ".xlsm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What was handed back: where it was written, rows with a status, cells with a comment."""

    path: Path
    statuses: int
    comments: int


def check_name(file: Path, out: Path) -> None:
    """Raise UsageError unless `out` is a new .xlsx or .xlsm file; nothing is ever overwritten."""
    if out.suffix.lower() not in (".xlsx", _MACRO_NAME):
        raise UsageError(error("return-suffix", out.name, found=out.name))
    if out.exists() or out.is_symlink():
        raise UsageError(error("return-exists", str(out), found=file.name))


def give_back(
    file: Path,
    read: Reading,
    layouts: Sequence[Layout],
    out: Path,
    lang: str,
) -> tuple[Returned | None, list[Problem]]:
    """Write the workbook `file`, understood as `read`, to `out` with its marks.

    `layouts` are those it was read with. Returns None and the reasons when it cannot be done
    without loss. Raises UsageError when `out` cannot be written.
    """
    workbook = read.workbook
    if workbook is None:
        return None, [error("return-nothing", read.file)]
    try:
        data = file.read_bytes()
    except OSError as reason:
        return None, [error("file-unreadable", read.file, found=reason)]
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        return None, [error("return-changed", read.file)]
    made, problems, marks = _made(data, workbook, read, layouts, out, lang)
    if made is None:
        return None, problems
    differs = _differs(made, read, layouts, out)
    if differs is not None:
        return None, [*problems, error("return-differs", read.file, found=differs)]
    write_aside(out, made)
    rows = sum(len(one.statuses) for one in marks)
    cells = sum(len(one.comments) for one in marks)
    return Returned(path=out, statuses=rows, comments=cells), problems


def _made(
    data: bytes,
    workbook: Workbook,
    read: Reading,
    layouts: Sequence[Layout],
    out: Path,
    lang: str,
) -> tuple[bytes | None, list[Problem], list[Marks]]:
    problems: list[Problem] = []
    names = {sheet.name: sheet.name for sheet in workbook.sheets}
    if workbook.kind != "xlsx":
        workbook = returnfresh.set_aside(workbook)
        if returnfresh.too_large(workbook):
            return None, [error("return-too-large", read.file)], []
        problems += _fresh_notes(workbook, read)
        by_name = {sheet.name: sheet for sheet in workbook.sheets}
        shifted = (replace(one, sheet=by_name[one.sheet.name]) for one in read.sheets)
        read = replace(read, sheets=tuple(shifted))
        data, fresh = returnfresh.workbook_bytes(workbook)
        names.update(fresh)
    marks = returnmarks.of_reading(read, layouts, lang)
    try:
        made, told = _edited(data, marks, names, out, read.file)
    except (EditError, ParseError, DefusedXmlException, *archive.DAMAGE, KeyError) as reason:
        return None, [*problems, error("return-impossible", read.file, found=reason)], []
    return made, [*problems, *told], marks


def _fresh_notes(workbook: Workbook, read: Reading) -> list[Problem]:
    told = [note("return-new-workbook", read.file, found=workbook.kind)]
    formulas = sum(sheet.formulas for sheet in workbook.sheets)
    aside = sum(len(sheet.ragged_rows) for sheet in workbook.sheets)
    cut = returnfresh.cut_texts(workbook)
    for code, count in (
        ("return-formulas-as-values", formulas),
        ("return-rows-beside", aside),
        ("return-texts-cut", cut),
    ):
        if count:
            told.append(_counted(code, read.file, count))
    return told


def _counted(code: str, where: str, count: int) -> Problem:
    return note(code, where, count=count)


def _edited(
    data: bytes, marks: Sequence[Marks], names: dict[str, str], out: Path, where: str
) -> tuple[bytes | None, list[Problem]]:
    opened, problems = archive.open_archive(data, where)
    if opened is None:
        return None, problems
    if archive.declared_bytes(opened) > LARGEST_INFLATED_BYTES:
        return None, [error("return-too-large", where)]
    sheets = workbookparts.find_parts(opened).sheets
    package = Package.opened(data)
    problems += _macros(package, out, where)
    if any(one.code == "return-macro-sheets" for one in problems):
        return None, problems
    left = 0
    for one in marks:
        left += _put(package, sheets[names[one.sheet]], one)
    if left:
        problems.append(note("return-comments-left", where, count=left))
    if any("_xmlsignatures/" in name.casefold() for name in package.parts):
        problems.append(note("return-signature", where))
    return package.packed(), problems


def _macros(package: Package, out: Path, where: str) -> list[Problem]:
    """Make the file what its name says: with macros only when it ends in .xlsm."""
    book = package.book
    if out.suffix.lower() == _MACRO_NAME:
        package.set_kind(book, returnparts.MACRO_BOOK_KIND)
        return []
    if any("/macrosheets/" in name.casefold() for name in package.parts):
        return [error("return-macro-sheets", where, found=out.name)]
    package.set_kind(book, returnparts.BOOK_KIND)
    gone = package.unrelate(book, "vbaProject")
    for part in gone:
        for signature in package.related(part, "vbaProjectSignature"):
            package.remove(signature[1])
        package.remove(part)
    return [note("return-macros-left-out", where, found=out.name)] if gone else []


def _put(package: Package, sheet: str, marks: Marks) -> int:
    """Put the marks into one sheet; return how many comments had to be left out."""
    xml = package.parts[sheet]
    if marks.heading_row:
        texts = {**marks.statuses, marks.heading_row: marks.heading}
        added = StatusColumn(
            column=marks.column,
            texts=texts,
            heading_row=marks.heading_row,
            like_column=marks.like_column,
            ours=marks.ours,
        )
        package.parts[sheet] = returncells.with_column(xml, added)
    kept = dict(list(marks.comments.items())[:MOST_COMMENTS])
    taken = _comment(package, sheet, kept) if kept or marks.ours else 0
    return len(marks.comments) - taken


def _comment(package: Package, sheet: str, comments: dict[returnmarks.Cell, str]) -> int:
    """Add comments to a sheet; return how many cells took one."""
    texts = next((package.named(part) for _, part in package.related(sheet, "comments")), None)
    drawing = returncells.drawing_of(package.parts[sheet])
    named = dict(package.related(sheet, "vmlDrawing"))
    boxes = package.named(named[drawing]) if drawing in named else None
    if texts is None and not comments:
        return 0
    before = package.parts[texts].decode() if texts else None
    written, cells, out = returncomments.with_texts(before, comments)
    drawn = package.parts[boxes].decode() if boxes else None
    ours = {cell: comments[cell] for cell in comments if cell in cells}
    boxed = returncomments.with_boxes(drawn, ours, out)
    if texts is None:
        texts = package.free_name("xl/comments{}.xml")
        package.relate(sheet, texts, "comments")
        package.set_kind(texts, returnparts.COMMENTS_KIND)
    if boxes is None:
        boxes = package.free_name("xl/drawings/vmlDrawing{}.vml")
        relation = package.relate(sheet, boxes, "vmlDrawing")
        package.set_default_kind("vml", returnparts.DRAWING_KIND)
        xml = package.parts[sheet]
        namespace = returnparts.relations_namespace(xml)
        package.parts[sheet] = returncells.with_drawing(xml, relation, namespace)
    package.parts[texts] = written.encode()
    package.parts[boxes] = boxed.encode()
    return len(cells)


def _differs(made: bytes, read: Reading, layouts: Sequence[Layout], out: Path) -> str | None:
    """Return the sheet that is read otherwise than before, None when all are read the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / out.name
        path.write_bytes(made)
        # Under its new name: a supplier called as the file must not become another one.
        name = str(PurePosixPath(read.file).with_name(out.name))
        workbook, problems = files.read_workbook(path, name)
    if workbook is None:
        return ", ".join(one.code for one in problems)
    again = reading.read_sheets(workbook, problems, layouts)
    if len(again.sheets) != len(read.sheets):
        return str(len(again.sheets))
    for before, after in zip(read.sheets, again.sheets, strict=True):
        if (before.table is None) != (after.table is None):
            return before.sheet.name
        if before.table is not None and after.table is not None:
            for name in ("rows", "blocks", "values", "usable", "no_bid", "sums", "header_row"):
                if getattr(before.table, name) != getattr(after.table, name):
                    return f"{before.sheet.name} ({name})"
    return None
