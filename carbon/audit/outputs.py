"""The recorded workbook, report and records beside those that the same engine writes now."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from carbon.audit import bag, remaking
from carbon.audit.container import DAMAGE
from carbon.audit.records import (
    WRITTEN,
    Bundle,
    Finding,
    Kind,
    Member,
    Replay,
    Step,
    Verdict,
)

_LARGEST_PART = 64 << 20
_TEXTS = "xl/sharedStrings.xml"
_MOST_CELLS = 20  # told of one workbook
_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_SHEET = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml")
_NAME = re.compile(rb'<sheet name="([^"]*)"')
_SHARED = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
NOT_COMPARED = "record-not-compared"
_DIFFERS = "output-differs"
_TAGS = re.compile(rb"<[^>]*>")


def compared(bundle: Bundle, made: Replay, *, same_engine: bool) -> list[Finding]:
    """Return every output that differs, down to the cell or line; of another engine, a remark."""
    if not same_engine:
        return [_finding("outputs-not-compared", f"{bag.PAYLOAD}outputs", Verdict.MATCH)]
    members = [one for one in bundle.members if one.kind is Kind.OUTPUT]
    elsewhere = bool(bundle.run.get("records")) and remaking.elsewhere(bundle.run)
    findings: list[Finding] = []
    for one in members:
        original = one.original or one.name.rpartition("/")[2]
        found = list(_output(bundle, one, made.files.get(f"{WRITTEN}/{original}")))
        if elsewhere and original.endswith(".pdf") and [f.code for f in found] == [_DIFFERS]:
            # The same record, laid out where other fonts and packages lie: nobody can tell here.
            found = [_finding(NOT_COMPARED, f"{bag.PAYLOAD}{one.name}", Verdict.MATCH)]
        findings += found
    return findings


def _output(bundle: Bundle, member: Member, now: bytes | None) -> Iterator[Finding]:
    name = f"{bag.PAYLOAD}{member.name}"
    try:
        recorded = bundle.path(member.name).read_bytes()
    except OSError:
        return  # that it is missing has been told
    if now is None:
        yield _finding("output-not-made", name)
    elif now != recorded:
        told = list(_cells(recorded, now)) if name.endswith(".xlsx") else [_line(recorded, now)]
        for place, old, new in told or [("", "", "")]:
            yield Finding(step=Step.OUTPUTS, verdict=Verdict.DIFFERS, code=_DIFFERS,
                          file=name, cell=place, old=old, new=new)  # fmt: skip


def _line(old: bytes, new: bytes) -> tuple[str, str, str]:
    before, after = old.splitlines(), new.splitlines()
    for number, (was, is_) in enumerate(zip(before, after, strict=False), start=1):
        if was != is_:
            return str(number), _shown(was), _shown(is_)
    return str(min(len(before), len(after)) + 1), "", ""


def _cells(old: bytes, new: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield the first cells in which two workbooks differ; none when only form differs."""
    before, after = _parts(old), _parts(new)
    names = [
        one.decode("utf-8", "replace") for one in _NAME.findall(after.get("xl/workbook.xml", b""))
    ]
    count = 0
    for part in after:
        sheet = _SHEET.fullmatch(part)
        texts = before.get(_TEXTS) == after.get(_TEXTS)
        if sheet is None or (texts and before.get(part) == after[part]):
            continue
        number = int(sheet.group(1)) - 1
        title = names[number] if number < len(names) else part
        was, is_ = _values(before, part), _values(after, part)
        for cell in dict.fromkeys((*was, *is_)):
            if was.get(cell) != is_.get(cell):
                yield f"{title}!{cell}", _shown(was.get(cell, b"")), _shown(is_.get(cell, b""))
                count += 1
                if count == _MOST_CELLS:
                    return


def _parts(workbook: bytes) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            entries = archive.infolist()
            if sum(one.file_size for one in entries) > _LARGEST_PART:
                return {}
            return {one.filename: archive.read(one) for one in entries}
    except DAMAGE:
        return {}


def _values(parts: Mapping[str, bytes], sheet: str) -> dict[str, bytes]:
    shared = _SHARED.findall(parts.get(_TEXTS, b""))
    found = {}
    for cell, attributes, content in _CELL.findall(parts.get(sheet, b"")):
        value = content
        if b't="s"' in attributes:
            number = int(_TAGS.sub(b"", content) or b"0")
            value = shared[number] if number < len(shared) else content
        found[cell.decode()] = _TAGS.sub(b" ", value).strip()
    return found


def _shown(text: bytes) -> str:
    return text.decode("utf-8", "replace").strip()[:100]


def _finding(code: str, file: str, verdict: Verdict = Verdict.DIFFERS) -> Finding:
    return Finding(step=Step.OUTPUTS, verdict=verdict, code=code, file=file)
