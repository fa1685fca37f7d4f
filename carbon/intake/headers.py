"""The heading row: which layout a sheet has, which column holds what, and where blocks begin.

The first rows are tried against every layout. One that finds all its required fields fits; of two
that fit, the one that asks for more wins, and otherwise the person is asked. Edit distance is only
ever a hint in the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.intake import blockcuts
from carbon.intake.blockcuts import Column as Column
from carbon.intake.fields import headings
from carbon.intake.layouts import Layout
from carbon.intake.oddtext import cell_name
from carbon.intake.records import CellValue, Sheet
from carbon.intake.texts import clean, fold, fold_all, is_mojibake, repair
from carbon.problems import Problem, error, note, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns that belong to one supplier (or alternative); the only block of a plain sheet."""

    name: str | None
    columns: tuple[Column, ...]
    first: int = 0  # 0-based columns from ... up to
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A recognised heading row."""

    layout: Layout
    row: int  # 0-based in Sheet.rows
    shared: tuple[Column, ...]
    blocks: tuple[Block, ...]
    unused: tuple[Column, ...]  # headings that stand for no field

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns that are understood, blocks included."""
        return (*self.shared, *(c for block in self.blocks for c in block.columns))


def letter(sheet: Sheet, index: int) -> str:
    """Return the letter of a 0-based column of `sheet`."""
    return cell_name(1, index + sheet.first_column)[:-1]


def spread(sheet: Sheet, rows: int) -> list[list[CellValue]]:
    """Return the first `rows` rows with merged cells filled to the right and down."""
    top = [list(row) for row in sheet.rows[:rows]]
    for first_row, first_column, last_row, last_column in sheet.merged:
        r0, c0 = first_row - sheet.first_row, first_column - sheet.first_column
        if not (0 <= r0 < len(top) and 0 <= c0 < len(top[r0])):
            continue
        for r in range(r0, min(last_row - sheet.first_row + 1, len(top))):
            for c in range(c0, min(last_column - sheet.first_column + 1, len(top[r]))):
                top[r][c] = top[r0][c0]
    return top


def _text(cell: CellValue) -> str:
    if isinstance(cell, str):
        return clean(repair(cell) if is_mojibake(cell) else cell)
    return "" if cell is None else str(cell)


def _headings(top: Sequence[Sequence[str]], row: int, layout: Layout) -> list[Column]:
    """Return every non-empty heading of a row with the field it stands for ('' when none)."""
    found: list[Column] = []
    upper = top[row - 1] if layout.header_rows > 1 and row > 0 else []
    for index, text in enumerate(top[row]):
        texts = [text]
        if index < len(upper) and upper[index]:
            texts = [f"{upper[index]} {text}".strip(), text, upper[index]]
        named = next((t for t in texts if t and layout.field_of(t)), texts[0] or texts[-1])
        if named:
            found.append(
                Column(field=layout.field_of(named) or "", index=index, heading=named[:120])
            )
    return found


def _missing(columns: Iterable[Column], layout: Layout) -> list[tuple[str, ...]]:
    fields = {column.field for column in columns}
    return [choice for choice in layout.required if not fields.intersection(choice)]


@dataclass(frozen=True, slots=True)
class _Fit:
    layout: Layout
    row: int
    columns: list[Column]
    missing: list[tuple[str, ...]]

    @property
    def known(self) -> int:
        """How many headings are understood."""
        return sum(1 for column in self.columns if column.field)


def _spellings(top: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """Return for each row every folded text that a heading could be known by."""
    texts = [[text for text in row if text] for row in top]
    return [frozenset(f(text) for text in row for f in (fold, fold_all)) for row in texts]


def _best(
    top: Sequence[Sequence[str]], spellings: Sequence[frozenset[str]], layout: Layout
) -> _Fit | None:
    """Return the row that suits a layout best; the first of equals."""
    best: _Fit | None = None
    for row in range(min(layout.search_rows, len(top))):
        if layout.header_rows == 1 and spellings[row].isdisjoint(layout.by_heading):
            continue  # most rows hold data: no heading among them
        columns = _headings(top, row, layout)
        fit = _Fit(layout, row, columns, _missing(columns, layout))
        if fit.known < 2:
            continue
        if best is None or (-len(fit.missing), fit.known) > (-len(best.missing), best.known):
            best = fit
    return best


def _excluded(fit: _Fit) -> bool:
    fields = [column.field for column in fit.columns]
    if fit.layout.without.intersection(fields):
        return True
    blocks = fit.layout.blocks
    return blocks is not None and len(blockcuts.cut(fit.columns, fit.layout)) < blocks.at_least


def _most_specific(fits: Sequence[_Fit]) -> list[_Fit]:
    """Drop every fit that asks for nothing that another fit does not ask for as well."""
    return [fit for fit in fits if not any(_weaker(fit.layout, other.layout) for other in fits)]


def _implied(weak: Layout, strong: Layout) -> bool:
    return all(any(set(b) <= set(a) for b in strong.required) for a in weak.required)


def _weaker(weak: Layout, strong: Layout) -> bool:
    return _implied(weak, strong) and not _implied(strong, weak)


def find_header(
    sheet: Sheet, layouts: Sequence[Layout], where: str
) -> tuple[Header | None, list[Problem]]:
    """Return the recognised heading row of a sheet, or the question to put to a person."""
    depth = max((layout.search_rows for layout in layouts), default=0)
    # Made text once: every layout looks at the same cells.
    top = [[_text(cell) for cell in row] for row in spread(sheet, depth)]
    spellings = _spellings(top)
    tried = (_best(top, spellings, layout) for layout in layouts)
    near = [fit for fit in tried if fit is not None and not _excluded(fit)]
    fits = _most_specific([fit for fit in near if not fit.missing])
    if len(fits) > 1:
        named = ", ".join(fit.layout.id for fit in fits)
        return None, [error("layout-ambiguous", where, found=named)]
    if not fits:
        return None, _no_layout(sheet, near, where, layouts)
    refused = _refused(sheet, fits[0], where)
    return (None, refused) if refused else _header(sheet, top, fits[0], where)


def _refused(sheet: Sheet, fit: _Fit, where: str) -> list[Problem]:
    """Return a question for each heading that is not understood and speaks of what the layout
    cannot hold: a list of wanted products with "Pris per 10 kg" is an offer."""
    return [
        error(
            "heading-refused",
            f"{where}!{letter(sheet, column.index)}{fit.row + sheet.first_row}",
            found=column.heading,
            layout=fit.layout.id,
        )
        for column in fit.columns
        if not column.field
        and fold_all(column.heading) not in fit.layout.ignore
        and fit.layout.refuse.match(column.heading)
    ]


def _no_layout(
    sheet: Sheet, near: Sequence[_Fit], where: str, layouts: Sequence[Layout]
) -> list[Problem]:
    close = [fit for fit in near if len(fit.missing) * 2 < len(fit.layout.required)]
    if not close:
        tried = ", ".join(layout.id for layout in layouts)
        return [error("layout-unknown", where, tried=tried)]
    fit = min(close, key=lambda one: (len(one.missing), -one.known))
    lacking = ", ".join(_field_words(choice, fit) for choice in fit.missing)
    found = ", ".join(f"{letter(sheet, c.index)} {c.heading}" for c in fit.columns)
    place = f"{where}!{fit.row + sheet.first_row}"
    hint = _suggestion(fit)
    lacks = error(
        "column-missing", place, missing=lacking, found=found, layout=fit.layout.id, near=hint
    )
    return [lacks, *([] if fit.layout.blocks else _twice(sheet, fit.columns, place))]


def _field_words(choice: tuple[str, ...], fit: _Fit) -> str:
    """Return the field with the heading it usually has, in the layout's own words."""
    return " / ".join(f"{fit.layout.shown.get(name, name)} ({name})" for name in choice)


def _suggestion(fit: _Fit) -> str:
    """Return unknown headings that look like known ones: a hint, never taken."""
    import difflib

    cutoff = headings().limits.hint_similarity
    hints: list[str] = []
    for column in fit.columns:
        if column.field:
            continue
        close = difflib.get_close_matches(
            fold_all(column.heading)[:60], list(fit.layout.by_heading), n=1, cutoff=cutoff
        )
        if close:
            hints.append(f"{column.heading} ~ {fit.layout.by_heading[close[0]]}")
    return "; ".join(hints) or "–"


def _twice(sheet: Sheet, columns: Iterable[Column], where: str) -> list[Problem]:
    by_field: dict[str, list[Column]] = {}
    for column in columns:
        if column.field:
            by_field.setdefault(column.field, []).append(column)
    problems: list[Problem] = []
    for name, several in by_field.items():
        if len(several) > 1:
            letters = ", ".join(letter(sheet, c.index) for c in several)
            shown = " / ".join(dict.fromkeys(c.heading for c in several))
            problems.append(error("heading-twice", where, found=shown, columns=letters, field=name))
    return problems


def _header(
    sheet: Sheet, top: Sequence[Sequence[str]], fit: _Fit, where: str
) -> tuple[Header | None, list[Problem]]:
    place = f"{where}!{fit.row + sheet.first_row}"
    cut = blockcuts.cut(fit.columns, fit.layout)
    first = cut[0][0].index if cut else len(top[fit.row]) + 1
    plain = [c for c in fit.columns if c.index < first] if cut else fit.columns
    problems = _twice(sheet, plain, place)
    blocks: list[Block] = []
    for number, columns in enumerate(cut):
        end = cut[number + 1][0].index if number + 1 < len(cut) else len(top[fit.row])
        block = _block(top, fit, columns, end)
        problems += _twice(sheet, block.columns, place)
        blocks.append(block)
    if problems:
        return None, problems
    header, told = _taken(sheet, fit, plain, blocks, place)
    taken = cut[: len(header.blocks)]
    return header, [*told, *_skipped(sheet, fit, taken, place)]


def _skipped(sheet: Sheet, fit: _Fit, cut: Sequence[Sequence[Column]], place: str) -> list[Problem]:
    """Tell the columns inside a block that are known and that the layout does not take there."""
    taken = fit.layout.blocks.fields if fit.layout.blocks else frozenset()
    lost = [c for columns in cut for c in columns if c.field and c.field not in taken]
    if not lost:
        return []
    named = ", ".join(f"{letter(sheet, c.index)} {c.heading}" for c in lost)
    return [warning("block-columns-skipped", place, found=named)]


def _block(top: Sequence[Sequence[str]], fit: _Fit, columns: Sequence[Column], end: int) -> Block:
    spec = fit.layout.blocks
    row = fit.row + (spec.name_row if spec else 0)
    cells = top[row][columns[0].index : end] if 0 <= row < len(top) else []
    name = next((text for text in cells if text), None)
    fields = spec.fields if spec else frozenset()
    kept = tuple(column for column in columns if column.field in fields)
    return Block(name=name, columns=kept, first=columns[0].index, last=end)


def _taken(
    sheet: Sheet, fit: _Fit, plain: Sequence[Column], blocks: Sequence[Block], place: str
) -> tuple[Header, list[Problem]]:
    layout = fit.layout
    left: tuple[str, ...] = ()
    if layout.blocks is not None and layout.blocks.take == "first":
        left = tuple(block.name or "?" for block in blocks[1:])
        blocks = [replace(block, name=None) for block in blocks[:1]]
    used = {c.index for block in blocks for c in block.columns}
    unused = tuple(c for c in fit.columns if not c.field and c.index not in used)
    problems: list[Problem] = []
    if unused:
        named = ", ".join(f"{letter(sheet, c.index)} {c.heading}" for c in unused)
        problems.append(note("columns-unused", place, found=named, near=_suggestion(fit)))
    if left:
        problems.append(note("blocks-left-out", place, found=", ".join(left)))
    header = Header(
        layout=layout,
        row=fit.row,
        shared=tuple(c for c in plain if c.field),
        blocks=tuple(blocks) or (Block(name=None, columns=()),),
        unused=unused,
    )
    return header, problems


def letters(sheet: Sheet, columns: Iterable[Column]) -> Mapping[str, str]:
    """Return field -> column letter."""
    return {column.field: letter(sheet, column.index) for column in columns}
