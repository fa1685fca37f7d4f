"""What of a supplier's data may be shown to others, with everything that would give it away.

A marked field draws others with it: a price is known from a sum and a footprint, a total from its
parts. Whoever shows something asks here; nothing is masked by searching for it in a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon.intake.procedure_records import Mark

# What can be worked out from what: J = P + H + M + c·E, P and E are sums of lines and stages, and a
# switch price with one's own offer gives the other one's.
_DRAWN: Mapping[str, tuple[str, ...]] = {
    "price": ("line_prices", "sum", "comparison"),
    "footprint": ("line_footprints", "stages", "sum", "comparison"),
    "judgements": ("sum", "comparison"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """The secrecy marks of a procedure, ready to be asked."""

    marks: tuple[Mark, ...]

    def mark(self, supplier: str, field: str, lot: str = "") -> Mark | None:
        """Return the mark that hides a field of a supplier from others; None when it is open.

        `field` is one of MASKABLE, or `sum` (comparison sum, points, waste) or `comparison`
        (figures between two offers). Without a lot, a mark in any lot hides.
        """
        for one in self.marks:
            here = not one.lot or not lot or one.lot == lot
            if one.supplier == supplier and here and field in hidden_by(one.field):
                return one
        return None

    def of(self, supplier: str, lot: str = "") -> tuple[Mark, ...]:
        """Return the marks of a supplier that hold in a lot."""
        return tuple(
            one
            for one in self.marks
            if one.supplier == supplier and (not one.lot or not lot or one.lot == lot)
        )


NOTHING = Masks(marks=())


def hidden_by(field: str) -> tuple[str, ...]:
    """Return everything that a mark on a field hides."""
    return (field, *_DRAWN.get(field, ()))


def for_reader(marks: Sequence[Mark], reader: str = "") -> Masks:
    """Return what is hidden from a supplier, who sees all of its own; from all when unnamed."""
    return Masks(marks=tuple(one for one in marks if one.supplier != reader))
