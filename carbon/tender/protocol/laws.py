"""EQ-26, EQ-27, EQ-29 and EQ-30: what can only be asked of an opening, letters and a contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from carbon.tender.law.verdicts import CounterExample, Verdict, tried
from carbon.tender.protocol import annex, taint
from carbon.tender.protocol.annex import Value
from carbon.tender.protocol.proceedings import Proceedings

_OPENERS = 2  # LOU 12:10
Write = Callable[[Proceedings, str], str]  # proceedings, reader -> the document's text


def run(
    of: Proceedings, *, letter: Write, readers: Iterable[str], annexed: Iterable[Value]
) -> list[Verdict]:
    """Return the four verdicts.

    `letter` writes the document for a reader (the empty name: anybody), `readers` are those that
    get one, and `annexed` is what the contract annexes say, read back from them.
    """
    return [
        tried("EQ-26", lambda: opened(of)),
        tried("EQ-27", lambda: secret(of, letter, readers)),
        tried("EQ-29", lambda: logged(of)),
        tried("EQ-30", lambda: contracted(of, annexed)),
    ]


def opened(of: Proceedings) -> CounterExample | None:
    """EQ-26: opened after the deadline, by two persons at least, and every tender on the list."""
    opening, deadline = of.procedure.opening, of.procedure.deadline
    if opening is None or not opening.when or not deadline:
        return CounterExample(key="opening-missing", values={})
    if opening.when <= deadline:
        return CounterExample(key="opened", values={"when": opening.when, "deadline": deadline})
    if len({name.casefold() for name in opening.who}) < _OPENERS:
        return CounterExample(key="openers", values={"who": ", ".join(opening.who) or "-"})
    listed = {one.supplier for one in opening.tenders}
    for offer in of.assessment.offers:
        if offer.supplier not in listed:
            return CounterExample(key="unlisted", values={"supplier": offer.supplier})
    return None


def secret(of: Proceedings, letter: Write, readers: Iterable[str]) -> CounterExample | None:
    """EQ-27: a document is the same whatever stands in the fields that its reader may not see."""
    for reader in readers:
        if letter(of, reader) != letter(taint.tainted(of, reader), reader):
            return CounterExample(key="leak", values={"reader": reader or "-"})
    return None


def logged(of: Proceedings) -> CounterExample | None:
    """EQ-29: every offer is the one that was opened, or a record of LOU 4:9 tells the change."""
    opening = of.procedure.opening
    tenders = () if opening is None else opening.tenders
    stated = {one.file: one for one in tenders if one.file and one.sha256}
    changed = {one.supplier for one in of.procedure.clarifications}
    for name in sorted({name for offer in of.assessment.offers for name in offer.files}):
        owners = {offer.supplier for offer in of.assessment.offers if name in offer.files}
        values = {"file": name, "supplier": ", ".join(sorted(owners))}
        if name not in stated:
            return CounterExample(key="unhashed", values=values)
        if of.files.get(name) != stated[name].sha256 and not owners & changed:
            return CounterExample(key="changed", values=values)
    return None


def contracted(of: Proceedings, annexed: Iterable[Value]) -> CounterExample | None:
    """EQ-30: the values in the annexes are exactly those that were evaluated."""
    wanted, found = set(annex.evaluated(of)), set(annexed)
    for lot, line, _, _ in sorted(wanted ^ found, key=str):
        return CounterExample(key="unbound", values={"lot": lot, "line": line})
    return None
