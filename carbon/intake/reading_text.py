"""What `carbon read` tells a person: one paragraph for each sheet, a few rows of each."""

from __future__ import annotations

from collections.abc import Iterator

from carbon import language
from carbon.intake.reading import Reading, lot, plain
from carbon.intake.tables import Table
from carbon.problems import shorten

_SHOWN_ROWS = 5
_SHOWN_FIELDS = ("lot", "line_number", "wanted_name", "offered_name", "supplier", "price", "pack")
_FIELD_LIMIT = 32


def as_text(reading: Reading, lang: str) -> list[str]:
    """Return what was understood as lines for a person to read."""
    lines = [language.word("read-file", lang, file=reading.file, kind=reading.kind or "?")]
    for table in reading.tables:
        lines += _sheet(table, lang)
    if not reading.tables and reading.kind != "yaml":
        lines.append(language.word("read-nothing", lang))
    return lines


def _sheet(table: Table, lang: str) -> Iterator[str]:
    yield language.word(
        "read-sheet",
        lang,
        sheet=shorten(table.sheet),
        layout=table.layout.title[lang],
        row=table.header_row,
    )
    columns = ", ".join(
        f"{field}={letter}" for letters in table.letters for field, letter in letters.items()
    )
    yield language.word("read-columns", lang, columns=columns)
    yield language.word(
        "read-rows",
        lang,
        items=len(table.rows),
        usable=sum(table.usable),
        none=sum(table.no_bid),
        left=sum(table.left_out.values()),
    )
    usable = [index for index, ok in enumerate(table.usable) if ok]
    for index in usable[:_SHOWN_ROWS]:
        shown = [
            shorten(str(value), _FIELD_LIMIT)
            for field in _SHOWN_FIELDS
            if (value := _value(table, field, index)) is not None
        ]
        yield f"    {table.rows[index]}: {' · '.join(shown)}"
    if len(usable) > _SHOWN_ROWS:
        yield language.word("read-more", lang, count=len(usable) - _SHOWN_ROWS)


def _value(table: Table, field: str, index: int) -> object:
    if field == "lot":
        return lot(table, index)
    return plain(table.values[field][index]) if field in table.values else None
