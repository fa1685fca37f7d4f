"""What was offered meets what was wanted: each offered product finds the buyer's line.

By the buyer's line number, or by the wanted product's name where the sheet has no numbers; never
by position. A line offered twice and a row that fits no line are problems, not guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carbon.intake.records import Offer, OfferedProduct
from carbon.matching.match import fold
from carbon.problems import Problem, error, note, warning
from carbon.tender.records import Line, Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An offered product and the line it answers."""

    line: Line
    offered: OfferedProduct


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def pair(tender: Tender, offers: Sequence[Offer]) -> tuple[list[Pair], list[Problem]]:
    """Return offered products with their lines, and what could not be paired."""
    finder = _Finder.of(tender)
    pairs: list[Pair] = []
    problems: list[Problem] = []
    for offer in offers:
        for offered in offer.products:
            if offered.no_bid:
                problems.append(note("no-bid", offered.where, supplier=offer.supplier))
                continue
            line, wrong = finder.find(offered)
            problems += wrong
            if line is not None:
                problems += _quantity_differs(line, offered)
                pairs.append(Pair(line=line, offered=offered))
    kept, wrong = _without_repeats(pairs)
    return kept, problems + wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    by_number: dict[tuple[str, str], list[Line]]  # (lot or "", number) -> lines
    by_name: dict[str, list[Line]]
    lots: dict[str, str]  # id or title, case and blanks aside -> lot id

    @classmethod
    def of(cls, tender: Tender) -> _Finder:
        by_number: dict[tuple[str, str], list[Line]] = {}
        by_name: dict[str, list[Line]] = {}
        lots: dict[str, str] = {}
        for lot in tender.lots:
            lots[_plain(lot.id)] = lots[_plain(lot.title)] = lot.id
            for line in lot.lines:
                by_number.setdefault(("", line.number.casefold()), []).append(line)
                by_number.setdefault((lot.id, line.number.casefold()), []).append(line)
                by_name.setdefault(fold(line.name), []).append(line)
        return cls(by_number=by_number, by_name=by_name, lots=lots)

    def find(self, offered: OfferedProduct) -> tuple[Line | None, list[Problem]]:
        lot = self.lots.get(_plain(offered.lot)) if offered.lot else ""
        if lot is None:
            return self._outside_lots(offered)
        return self._in_lot(offered, lot)

    def _outside_lots(self, offered: OfferedProduct) -> tuple[Line | None, list[Problem]]:
        """Pair a row whose lot the tender does not have, if no other line can be meant.

        The column may be a product group of the export. A number that several lots share is not
        guessed.
        """
        where = _cell(offered, "lot")
        line, _ = self._in_lot(offered, "")
        if line is None:
            known = ", ".join(dict.fromkeys(self.lots.values()))
            return None, [error("lot-unknown", where, found=offered.lot, expected=known)]
        return line, [warning("lot-not-in-tender", where, found=offered.lot, expected=line.lot)]

    def _in_lot(self, offered: OfferedProduct, lot: str) -> tuple[Line | None, list[Problem]]:
        if offered.line_number:
            found = self.by_number.get((lot, offered.line_number.casefold()), [])
            shown = offered.line_number
        else:
            shown = offered.wanted_name or offered.offered_name or "?"
            found = self.by_name.get(fold(shown), [])
            found = [line for line in found if not lot or line.lot == lot]
        if len(found) == 1:
            return found[0], []
        code = "line-unknown" if not found else "line-ambiguous"
        return None, [error(code, offered.where, found=shown)]


def _cell(offered: OfferedProduct, field: str) -> str:
    """Return file and cell of what an offer says, or its row when it stands in no cell."""
    read = offered.cells.get(field)
    return read.where if read is not None else offered.where


def _quantity_differs(line: Line, offered: OfferedProduct) -> list[Problem]:
    """Say when a sheet repeats another quantity or unit than announced; the announced one counts.

    A count of pieces that became kilograms changes what every price is multiplied by.
    """
    where = _cell(offered, "quantity_unit")
    if offered.quantity_unit is not None and offered.quantity_unit != line.unit:
        values = {"found": offered.quantity or "?", "unit": offered.quantity_unit}
        announced = {"expected": line.quantity, "wanted_unit": line.unit}
        return [warning("quantity-unit-differs", where, **values, **announced)]
    if offered.quantity is None or offered.quantity == line.quantity:
        return []
    return [
        warning("quantity-differs", offered.where, found=offered.quantity, expected=line.quantity)
    ]


def _without_repeats(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Problem]]:
    """Take out every product of a supplier that offers one line twice: which counts is unknown."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for one in pairs:
        groups.setdefault((one.offered.supplier, one.line.id), []).append(one)
    repeated = [group for group in groups.values() if len(group) > 1]
    within = [group for group in repeated if len({_file(one) for one in group}) == 1]
    problems = [
        error("line-offered-twice", _cell(one.offered, "line_number"), found=one.line.number)
        for group in within
        for one in group
    ]
    kept = [one for one in pairs if len(groups[one.offered.supplier, one.line.id]) == 1]
    across = [group for group in repeated if group not in within]
    return kept, problems + _in_several_files(across)


def _in_several_files(groups: Sequence[Sequence[Pair]]) -> list[Problem]:
    """Ask once for each two files which holds a supplier's offer; anyone can write its name."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    cells: dict[tuple[str, str, str], str] = {}
    for first, *others in groups:
        for other in others:
            if _file(other) != _file(first):
                pair_of_files = (first.offered.supplier, _file(first), _file(other))
                lines.setdefault(pair_of_files, []).append(first.line.id)
                cells.setdefault(pair_of_files, _cell(other.offered, "line_number"))
    return [
        error(
            "offer-in-several-files",
            cells[key],
            supplier=key[0],
            found=key[2],
            expected=key[1],
            count=len(set(numbers)),
            lines=", ".join(dict.fromkeys(numbers)),
        )
        for key, numbers in lines.items()
    ]


def _file(one: Pair) -> str:
    return one.offered.where.partition("!")[0]
