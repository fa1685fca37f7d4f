"""Drafts of layouts: what an unknown sheet may be, for a person to confirm.

The heading row is the one with most headings that any layout knows. Nothing is read with a draft
until a person gives it to `--layout`; what is not certain stands in it as a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.intake import draftguesses, sheetnames, suppliers
from carbon.intake.draftguesses import Guess, bars
from carbon.intake.headers import letter, spread
from carbon.intake.layouts import Layout
from carbon.intake.records import CellValue, Sheet, Workbook
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, error, note

_NAMES = ("offered_name", "wanted_name")
_PRICES = ("price", "price_per_kg")
_PURCHASES = ("quantity", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an unknown sheet was taken for, with what is to be asked."""

    sheet: Sheet
    row: int  # of the headings, 0-based in Sheet.rows
    guesses: tuple[Guess, ...]  # of the first block when there are blocks
    kind: str  # offers or basket
    supplier: str  # column, block, title, sheet or file
    blocks: int  # how many times the block of columns stands side by side; 1: once
    block_fields: tuple[str, ...]
    name_row: int  # where the block's name stands, relative to the headings
    twice: tuple[Guess, ...]  # columns whose heading stands more than once: rename one
    missing: tuple[tuple[str, ...], ...]  # what a layout of this kind must have and is not found
    alike: tuple[str, ...]  # other sheets of the file with the same headings

    def has(self, *names: str) -> str | None:
        """Return the first of some fields that the draft proposes a column for."""
        active = {one.field for one in self.guesses if one.active}
        return next((name for name in names if name in active), None)


def draft(workbook: Workbook, layouts: Sequence[Layout]) -> tuple[Draft | None, list[Problem]]:
    """Return a draft for the sheet of a workbook that is understood best, and what to be told.

    None when no row of any sheet looks like headings, or the sheets come from a scan.
    """
    others = draftguesses.elsewhere(layouts)
    problems: list[Problem] = []
    found: list[tuple[int, int, Sheet]] = []
    for sheet in workbook.sheets:
        place = f"{workbook.name}!{sheet.name}"
        if not any(cell is not None for row in sheet.rows for cell in row):
            continue
        if is_scan(sheet):
            problems.append(error("draft-scan", place))
            continue
        row, count = _heading_row(sheet, layouts, others)
        if not count:
            problems.append(note("draft-no-headings", place, found=_looks(sheet, others)))
        else:
            found.append((count, row, sheet))
    if not found:
        return None, [*problems, error("draft-impossible", workbook.name)]
    _, row, sheet = max(found, key=lambda one: (not one[2].hidden, one[0]))
    heading = _texts(sheet, row)
    alike = [one.name for _, r, one in found if one is not sheet and _texts(one, r) == heading]
    apart = [one.name for _, _, one in found if one is not sheet and one.name not in alike]
    if apart:
        problems.append(note("draft-other-sheets", workbook.name, found=", ".join(apart)))
    return _drafted(sheet, row, others, tuple(alike)), problems


def is_scan(sheet: Sheet) -> bool:
    """Tell whether a sheet was made from a PDF or a scan: nothing about its columns is certain."""
    if sheetnames.is_scan([sheet.name]):
        return True
    return any(
        sum(isinstance(c, str) and c.count("\n") >= bars().scan_lines for c in row) > 1
        for row in sheet.rows
    )


def _texts(sheet: Sheet, row: int) -> list[str]:
    cells = spread(sheet, row + 1)[row]
    return [clean(cell) if isinstance(cell, str) else "" for cell in cells]


def _heading_row(
    sheet: Sheet, layouts: Sequence[Layout], others: Mapping[str, Counter[str]]
) -> tuple[int, int]:
    """Return the row with most headings that any layout knows, and how many it has.

    Where no row has enough of them: the first row of words above a row with figures, counted as
    one; 0 when there is none either.
    """
    depth = min(max(layout.search_rows for layout in layouts), len(sheet.rows))
    top = spread(sheet, depth)
    below = [sheet.rows[number + 1 : number + 2] for number in range(depth)]
    counts = [
        _headings_in(row, next(iter(under), []), others)
        for row, under in zip(top, below, strict=True)
    ]
    best = max(range(depth), key=lambda number: counts[number])
    if counts[best] >= bars().fewest_headings:
        return best, counts[best]
    for number, under in enumerate(below):
        words = [clean(cell) for cell in top[number] if isinstance(cell, str) and clean(cell)]
        if len(set(words)) < max(bars().fewest_cells, len(words)) or _figures(top[number]):
            continue
        if under and _figures(under[0]):
            return number, 1
    return best, 0


def _headings_in(
    row: Sequence[CellValue], below: Sequence[CellValue], others: Mapping[str, Counter[str]]
) -> int:
    """Return how many known headings a row has; 0 when it has as many figures, as data have."""
    texts = {
        clean(cell)
        for index, cell in enumerate(row)
        # What stands in the next row as well is a value, not a heading.
        if isinstance(cell, str) and clean(cell) and list(below[index : index + 1]) != [cell]
    }
    count = sum(draftguesses.known(text, others) for text in texts)
    return count if count > _figures(row) else 0


def _figures(row: Sequence[CellValue]) -> int:
    """Return how many cells of a row are numbers, dates, or texts of digits without a letter."""
    return sum(
        cell is not None
        and (
            not isinstance(cell, str)
            or (any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell))
        )
        for cell in row
    )


def _cells(sheet: Sheet, row: int, index: int) -> list[CellValue]:
    return [cells[index] for cells in sheet.rows[row + 1 :] if index < len(cells)]


def _looks(sheet: Sheet, others: Mapping[str, Counter[str]]) -> str:
    """Return what the columns of a sheet without headings look like, in short."""
    width = max(map(len, sheet.rows), default=0)
    said = []
    for index in range(width):
        one = draftguesses.guess(index, "", _cells(sheet, -1, index), others)
        if one.field is not None:
            said.append(f"{letter(sheet, index)} {one.field}")
    return ", ".join(said) or "–"


def _drafted(
    sheet: Sheet, row: int, others: Mapping[str, Counter[str]], alike: tuple[str, ...]
) -> Draft:
    named = [(i, text) for i, text in enumerate(_texts(sheet, row)) if text]
    start, end, blocks = _blocks([fold_all(text) for _, text in named])
    once = named if blocks == 1 else [*named[:start], *named[start:end]]
    guesses = [draftguesses.guess(i, text, _cells(sheet, row, i), others) for i, text in once]
    guesses, twice = _settled(guesses)
    inside = [g.field for g in guesses if g.active and blocks > 1 and g.index >= named[start][0]]
    made = Draft(
        sheet=sheet,
        row=row,
        guesses=tuple(guesses),
        kind="offers",
        supplier="file",
        blocks=blocks,
        block_fields=tuple(name for name in inside if name),
        name_row=-1,
        twice=tuple(twice),
        missing=(),
        alike=alike,
    )
    priced = made.has(*_PRICES) or not made.has(*_PURCHASES)
    wanted = [_NAMES, _PRICES if priced else _PURCHASES]
    return replace(
        made,
        kind="offers" if priced or made.has("supplier") else "basket",
        supplier=_supplier(made),
        missing=tuple(choice for choice in wanted if not made.has(*choice)),
    )


def _blocks(folded: Sequence[str]) -> tuple[int, int, int]:
    """Return where the first of the repeated blocks begins and ends, and how many there are."""
    counts = Counter(text for text in folded if text)
    start = next((i for i, text in enumerate(folded) if counts[text] > 1), 0)
    repeats = [i for i, text in enumerate(folded) if text == folded[start]] if folded else []
    if len(repeats) < 2:
        return 0, len(folded), 1
    first, second = folded[start : repeats[1]], folded[repeats[1] : 2 * repeats[1] - start]
    again = len(set(first) & set(second))
    if again < 2 or 2 * again < len(set(first)):  # a heading that stands twice is no block
        return 0, len(folded), 1
    return start, repeats[1], len(repeats)


def _settled(guesses: Sequence[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Return the guesses with one column for each field, and those whose heading stands twice.

    Of several columns for one field the surest stays, of equals the fullest; the others are asked.
    """
    order = ("known", "known-elsewhere", "alike", "look")
    best: dict[str, Guess] = {}
    for one in guesses:
        if one.active and one.field is not None:
            rival = best.get(one.field)
            sure = order.index(one.reason), -one.filled
            if rival is None or sure < (order.index(rival.reason), -rival.filled):
                best[one.field] = one
    texts = Counter(fold_all(one.heading) for one in guesses)
    settled = [
        replace(one, active=False, reason="rival", found=best[one.field].heading)
        if one.active and one.field is not None and best[one.field] is not one
        else one
        for one in guesses
    ]
    return settled, [one for one in settled if texts[fold_all(one.heading)] > 1]


def _supplier(made: Draft) -> str:
    if made.has("supplier"):
        return "column"
    if made.blocks > 1:
        return "block"
    if suppliers.in_title(made.sheet, made.row) is not None:
        return "title"
    return "sheet" if made.alike else "file"
