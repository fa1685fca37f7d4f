"""The verdict on a public edition: as far as what stands open can be checked, and how far that is.

Masked cells cannot be computed again, so the word is CANNOT TELL even when everything that stands
open agrees; anything open that contradicts makes it DIFFERS. Whoever holds the full bundle gets
MATCH there, with the public edition shown to be a function of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from carbon.audit import (
    bag,
    comparing,
    knowledge,
    openings,
    redaction,
    redaction_arithmetic,
    redaction_bag,
    redaction_csv,
    redaction_edition,
    redaction_opening,
)
from carbon.audit import records as inside
from carbon.audit.records import Bundle, Finding, Judgement, Kind, State, Step, Verdict
from carbon.audit.redaction_csv import PublicTable
from carbon.audit.redaction_tables import COLUMNS, FILES
from carbon.intake import tenderfile
from carbon.language import LANGUAGES
from carbon.outputs import public_result
from carbon.outputs.public_records import Edition
from carbon.problems import LibraryError
from carbon.tender.folder import library_of
from carbon.tender.records import Tender

UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def is_public(bundle: Bundle) -> bool:
    """Tell whether a bundle says that it is a public edition."""
    return bundle.run.get("edition") == public_result.EDITION


def judged(
    bundle: Bundle,
    before: Sequence[Finding],
    *,
    same: bool,
    opened: Path | None,
    public: Path | None = None,
) -> Judgement:
    """Return the verdict on a public edition; `before` is what container, seal and log came to.

    `opened` is one supplier's opening; a second public edition is none that it could belong to.
    Never raises for what they hold.
    """
    findings, compared = list(before), 0
    if public is not None:
        told = _finding("public-needs-full", public.name, Verdict.CANNOT_TELL)
        findings.append(replace(told, step=Step.OUTPUTS))
    try:
        edition, tables, tender = read(bundle)
    except UNREADABLE as reason:
        reason_ = f"{type(reason).__name__}: {reason}"[:100]
        findings.append(_finding("public-unreadable", redaction_csv.FOLDER, Verdict.CANNOT_TELL,
                                 new=reason_))  # fmt: skip
        return _judgement(bundle, findings, same, 0, read=False)
    more, compared = checked(bundle, edition, tables, tender)
    findings += more
    if same:
        findings += _outputs(bundle, edition)
    if opened is not None:
        more, count = _opened(bundle, edition, tables, tender, opened)
        findings += more
        compared += count
    findings.append(replace(
        _finding("public-masked", redaction_csv.FOLDER, Verdict.CANNOT_TELL,
                 old=str(edition.open_cells), new=str(edition.all_cells)),
        step=Step.REPLAY,
    ))  # fmt: skip
    return _judgement(bundle, findings, same, compared, read=True)


def read(bundle: Bundle) -> tuple[Edition, dict[str, PublicTable], Tender]:
    """Return what a public edition holds. One of UNREADABLE when it is none of ours."""
    tender, problems = tenderfile.read_tender(bundle.tender)
    if tender is None:
        raise ValueError("; ".join(f"{one.where}: {one.code}" for one in problems))
    tables = {
        name: redaction_csv.read(name, bundle.path(redaction_csv.file_of(name)).read_bytes())
        for name in COLUMNS
    }
    said = _roots(bundle)
    lang = bundle.run["lang"] if bundle.run.get("lang") in LANGUAGES else LANGUAGES[0]
    full = str(said["full_bundle_sha256"])
    edition = redaction_edition.edition(tender, tables, bundle.result, lang=lang, full_sha256=full)
    return edition, tables, tender


def _roots(bundle: Bundle) -> Mapping[str, Any]:
    said = json.loads(bundle.path(redaction_csv.ROOTS).read_bytes())
    if not isinstance(said, dict) or not isinstance(said.get("tables"), dict):
        raise TypeError(redaction_csv.ROOTS)
    return said


def checked(
    bundle: Bundle, edition: Edition, tables: Mapping[str, PublicTable], tender: Tender
) -> tuple[list[Finding], int]:
    """Return what contradicts in tree, sums, result and files, else a remark of what agrees."""
    said = _roots(bundle)
    findings = [
        _finding("public-root-differs", f"{bag.PAYLOAD}{redaction_csv.file_of(name)}",
                 old=str(said["tables"].get(name))[:64], new=one.root)
        for name, one in tables.items()
        if said["tables"].get(name) != one.root
    ]  # fmt: skip
    if said["root"] != edition.root:
        findings.append(_finding("public-root-differs", f"{bag.PAYLOAD}{redaction_csv.ROOTS}",
                                 old=str(said["root"])[:64], new=edition.root))  # fmt: skip
    more, count = redaction_arithmetic.findings(edition, tender.evaluation)
    again = json.loads(public_result.result_bytes(edition))
    same = comparing.results(bundle.result, again, same_engine=True, step=Step.ARITHMETIC)
    findings += [*more, *same.findings, *_files(bundle, tables[FILES])]
    if not findings:
        findings = [
            _finding("public-root", f"{bag.PAYLOAD}{redaction_csv.ROOTS}", Verdict.MATCH,
                     new=edition.root),
            _finding("public-sums", f"{bag.PAYLOAD}{inside.RESULT}", Verdict.MATCH,
                     new=str(count)),
        ]  # fmt: skip
    return findings, count + same.count


def _files(bundle: Bundle, table: PublicTable) -> Iterator[Finding]:
    """Yield each file of the tender that is not the one committed to, and each unknown mask."""
    hashes = {row[0].value: row[1] for row in table.rows if not row[0].masked}
    for one in bundle.members:
        name = f"{bag.PAYLOAD}{one.name}"
        if one.kind is Kind.TENDER:
            known = hashes.get(redaction.original_of(one.name, one.original))
            now = bag.sha256(bundle.path(one.name).read_bytes())
            if known is None or known.masked or known.value != now:
                old = "–" if known is None else known.value
                yield _finding("public-file-differs", name, old=old, new=now)
    wanted = {
        redaction_bag.masked_name(number): row[1].leaf.hex()
        for number, row in enumerate(table.rows)
        if row[1].masked
    }
    stated = {one.name: one.commitment for one in bundle.masked
              if not one.name.startswith(f"{inside.KNOWLEDGE}/")}  # fmt: skip
    for name in sorted(wanted.keys() | stated.keys()):
        if wanted.get(name) != stated.get(name):
            yield _finding("public-file-differs", f"{bag.PAYLOAD}{name}",
                           old=wanted.get(name, "–"), new=stated.get(name, "–"))  # fmt: skip


def _outputs(bundle: Bundle, edition: Edition) -> Iterator[Finding]:
    made = redaction.outputs_of(edition)
    for name in (redaction.WORKBOOK, redaction.REPORT):
        path = bundle.path(f"{inside.OUTPUTS}/{name}")
        if not path.is_file() or path.read_bytes() != made[name]:
            yield replace(
                _finding("public-output-differs", f"{bag.PAYLOAD}{inside.OUTPUTS}/{name}"),
                step=Step.OUTPUTS,
            )


def _opened(
    bundle: Bundle,
    edition: Edition,
    tables: Mapping[str, PublicTable],
    tender: Tender,
    path: Path,
) -> tuple[list[Finding], int]:
    file = path.name
    try:
        given = openings.read(path)
        findings, count = redaction_opening.cells(given, tables, edition.root, file)
        if findings:
            return findings, count
        findings, summed = redaction_opening.sums(given, tender, file)
    except UNREADABLE as reason:
        told = f"{type(reason).__name__}: {reason}"[:100]
        return [_finding("opening-unreadable", file, Verdict.CANNOT_TELL, new=told)], 0
    more, looked_up = _factors(bundle, given, file)
    findings += more
    if not any(one.verdict is Verdict.DIFFERS for one in findings):
        findings.insert(0, replace(
            _finding("opening-agrees", file, Verdict.MATCH, old=str(count),
                     new=str(summed)), offer=given.supplier))  # fmt: skip
    return findings, count + summed + looked_up


def _factors(bundle: Bundle, given: openings.Opening, file: str) -> tuple[list[Finding], int]:
    here = {name: bag.sha256(path.read_bytes())
            for name, path in knowledge.files(bundle.knowledge).items()}  # fmt: skip
    try:
        library = library_of(bundle.tender)[0] if knowledge.is_installed(here) else None
    except LibraryError:
        library = None
    if library is None:
        return [_finding("opening-factors-unseen", file, Verdict.MATCH)], 0
    return redaction_opening.factors(given, library, file)


def _finding(
    code: str, file: str, verdict: Verdict = Verdict.DIFFERS, *, old: str = "", new: str = ""
) -> Finding:
    return Finding(step=Step.ARITHMETIC, verdict=verdict, code=code, file=file, old=old, new=new)


def _judgement(
    bundle: Bundle, findings: Sequence[Finding], same: bool, compared: int, *, read: bool
) -> Judgement:
    differs = any(one.verdict is Verdict.DIFFERS for one in findings)
    return Judgement(
        verdict=Verdict.DIFFERS if differs else Verdict.CANNOT_TELL,
        bundle_sha256=bundle.sha256,
        steps={step: _state(step, findings, same=same, read=read) for step in Step},
        findings=tuple(findings),
        compared=compared,
        same_engine=same,
        engine=bundle.engine,
    )


def _state(step: Step, findings: Sequence[Finding], *, same: bool, read: bool) -> State:
    of = {one.verdict for one in findings if one.step is step}
    if Verdict.DIFFERS in of:
        return State.DIFFERS
    if Verdict.CANNOT_TELL in of:
        return State.CANNOT_TELL
    done = {Step.CONTAINER: True, Step.SEAL: True, Step.OUTPUTS: read and same}
    return State.FINE if done.get(step, read) else State.NOT_DONE
