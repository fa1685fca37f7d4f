"""Whether a public edition belongs to a full bundle: made again from it, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from carbon.audit import bag, opening, redaction, redaction_bag
from carbon.audit.records import Bundle, Finding, Step, Verdict
from carbon.audit.redaction_judging import UNREADABLE, checked, is_public, read


def beside(full: Bundle, *, same: bool, opened: Path | None, public: Path | None) -> list[Finding]:
    """Return what is found of the files that a full bundle is asked about; none without any."""
    findings = [] if public is None else belonging(full, public, same=same)
    if opened is not None:
        findings.append(_finding("opening-needs-public", opened.name, Verdict.CANNOT_TELL))
    return findings


def belonging(full: Bundle, path: Path, *, same: bool) -> list[Finding]:
    """Return whether a public edition is the one of this full bundle: a remark when it is."""
    with opening.laid_out(path) as (public, before):
        findings = [replace(one, step=Step.OUTPUTS) for one in before]
        if public is None or not is_public(public):
            told = [*findings, _finding("public-not-public", path.name, Verdict.CANNOT_TELL)]
            return told if public is not None else findings
        try:
            findings += _against(full, public, path, same=same)
        except UNREADABLE as reason:
            told_ = f"{type(reason).__name__}: {reason}"[:100]
            findings.append(
                _finding("public-unreadable", path.name, Verdict.CANNOT_TELL, new=told_)
            )
    if not findings:
        findings.append(_finding("public-belongs", path.name, Verdict.MATCH))
    return findings


def _against(full: Bundle, public: Bundle, path: Path, *, same: bool) -> Iterator[Finding]:
    edition, tables, tender = read(public)
    found, _ = checked(public, edition, tables, tender)
    yield from (replace(one, step=Step.OUTPUTS) for one in found if one.verdict is Verdict.DIFFERS)
    made, problems = redaction.redacted(full)
    if made is None:
        code = problems[0].code if problems else "-"
        yield _finding("public-not-made", path.name, Verdict.CANNOT_TELL, new=code)
        return
    if made.edition.root != edition.root:
        yield _finding("public-root-differs", path.name, old=edition.root, new=made.edition.root)
    elif edition.full_sha256 != full.sha256:
        yield _finding(
            "public-of-another", path.name, old=edition.full_sha256[:64], new=full.sha256
        )
    elif same and bag.sha256(redaction_bag.packed(full, made)) != public.sha256:
        yield _finding("public-otherwise", path.name)


def _finding(
    code: str, file: str, verdict: Verdict = Verdict.DIFFERS, *, old: str = "", new: str = ""
) -> Finding:
    return Finding(step=Step.OUTPUTS, verdict=verdict, code=code, file=file, old=old, new=new)
