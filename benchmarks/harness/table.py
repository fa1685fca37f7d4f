"""The rows as a table in Markdown, and its place in a document."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.harness.measurement import Measured
from benchmarks.harness.rows import Row

BEGIN = "<!-- measured by python -m benchmarks: begin -->"
END = "<!-- measured by python -m benchmarks: end -->"
_HEAD = (
    "| what | size | time (processor) | peak | yardstick | ratio (of processor time) | aim | |\n"
    "|---|---|---|---|---|---|---|---|\n"
)
_DIGITS = 3


def markdown(rows: Sequence[Row], heading: str) -> str:
    """Return the table under one line that says when, where and how it was measured."""
    lines, last = [], ""
    for row in rows:
        lines.append(_line(row, first=row.measurement.id != last))
        last = row.measurement.id
    return f"{heading}\n\n{_HEAD}" + "\n".join(lines) + "\n"


def placed(text: str, table: str) -> str:
    """Return a document with the table between its markers, everything else as it was."""
    before, found, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"the document has no lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table}{END}{after}"


def _line(row: Row, *, first: bool) -> str:
    one = row.measurement
    again = "″" if one.yardstick else "–"
    yardstick = one.yardstick if first and one.yardstick else again
    told = [f"**{one.id}** {one.what}" if first else f"{one.id}", _size(row)]
    if row.measured is None:
        told += ["–", "–", yardstick, "–", str(one.aim), row.instead]
    else:
        found = row.measured
        told += [_time(found.time_s, found.cpu_s), _mib(found.peak_mib)]
        told += [_yardstick(yardstick, found), _ratio(found)]
        note = f"; {found.note}" if found.note else ""
        told += [str(one.aim) if one.aim_at in (None, row.size) else "–", f"{row.verdict}{note}"]
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in told) + " |"


def _size(row: Row) -> str:
    return f"{row.size:,} {row.measurement.unit} ({row.multiple} ×)"


def _time(clock: float, processor: float | None) -> str:
    return seconds(clock) + ("" if processor is None else f" ({seconds(processor)})")


def seconds(value: float) -> str:
    """Return a time in the unit that suits it."""
    for below, times, unit in ((1e-3, 1e6, "µs"), (0.1, 1e3, "ms")):
        if value < below:
            return f"{_short(value * times)} {unit}"
    return f"{_short(value)} s"


def _short(value: float) -> str:
    """Return a figure with three digits that count, and no exponent."""
    return f"{value:,.0f}" if value >= 10 ** (_DIGITS - 1) else f"{value:.{_DIGITS}g}"


def _mib(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} MiB"


def _yardstick(name: str, found: Measured) -> str:
    if found.yardstick_time_s is None:
        return name
    peak = "" if found.yardstick_mib is None else f", {_mib(found.yardstick_mib)}"
    return f"{name}: {seconds(found.yardstick_time_s)}{peak}"


def _ratio(found: Measured) -> str:
    if found.ratio is None:
        return "–"
    return f"{_times(found.ratio)}" + (
        "" if found.cpu_ratio is None else f" ({_times(found.cpu_ratio)})"
    )


def _times(ratio: float) -> str:
    return f"{ratio:.2g} ×" if ratio < 0.1 else f"{ratio:,.2f} ×"
