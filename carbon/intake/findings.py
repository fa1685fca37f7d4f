"""Findings: what was noticed about single cells of a column, before they become problems.

A finding knows the place in the column (index of the row) and not yet the sheet. An error finding
puts its row aside; a warning or a note lets the value stand. Of warnings that say the same about a
column the first ones are shown and the rest are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from carbon.problems import Problem, Severity, error, note, warning

SHOWN = 20  # warnings of one kind shown for one column; the rest are counted in one line

_MAKE = {Severity.ERROR: error, Severity.WARNING: warning, Severity.NOTE: note}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark about one cell."""

    code: str
    severity: Severity
    index: int  # of the row in the column
    values: tuple[tuple[str, str], ...]
    told: bool = False  # the row is put aside and a person has been told why already


def finding(
    code: str, severity: Severity, index: int, *, told: bool = False, **values: object
) -> Finding:
    """Make a finding about the cell at `index`."""
    texts = tuple((key, str(value)) for key, value in values.items())
    return Finding(code=code, severity=severity, index=index, values=texts, told=told)


def problems(
    findings: Iterable[Finding], heading: str, place: Callable[[int], str]
) -> list[Problem]:
    """Turn the findings of one column into problems with their cells.

    `place` gives the cell of a row index. Every error is told; beyond SHOWN, warnings and notes
    of the same code are counted.
    """
    told: list[Problem] = []
    seen: Counter[str] = Counter()
    last: dict[str, Finding] = {}
    for one in findings:
        if one.told:
            continue
        seen[one.code] += 1
        last[one.code] = one
        if one.severity is Severity.ERROR or seen[one.code] <= SHOWN:
            make = _MAKE[one.severity]
            told.append(make(one.code, place(one.index), column=heading, **dict(one.values)))
    for code, count in seen.items():
        if count > SHOWN and last[code].severity is not Severity.ERROR:
            rest, where = count - SHOWN, place(last[code].index)
            told.append(note("more-of-the-same", where, found=rest, column=heading, kind=code))
    return told
