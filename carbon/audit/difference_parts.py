"""A figure's way from A to B, split into parts that add up exactly.

Each step's part is the figure after it less the figure before it, so the parts telescope. Where a
step has no figure, because the tender could not be computed there or the offer was not complete,
it is merged with the next one that has.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from carbon.audit.difference_records import EXACT, Cause, Change, Key, Part


def change(
    key: Key,
    values: Sequence[Decimal | None],
    causes: Sequence[Cause],
    computed: Sequence[bool],
) -> Change | None:
    """Return how a figure came from its first value to its last; None when they are the same.

    `causes[i]` leads from `values[i]` to `values[i + 1]`; `computed` tells which states are known
    at all, so that an offer that is missing is told from a state that could not be computed.
    """
    known = [at for at, value in enumerate(values) if value is not None]
    if not known or (values[0] is None and values[-1] is None):
        return None
    first, last = known[0], known[-1]
    parts = _parts(values, causes, known)
    if first == 0 and last == len(values) - 1 and values[0] == values[-1] and not parts:
        return None
    return Change(
        key=key,
        before=values[0],
        after=values[-1],
        parts=parts,
        appears=_between(causes, _computed_before(computed, first), first),
        entered=values[first] if first else None,
        disappears=_between(causes, last, _computed_after(computed, last)),
        left=values[last] if last < len(values) - 1 else None,
    )


def _parts(
    values: Sequence[Decimal | None], causes: Sequence[Cause], known: Sequence[int]
) -> tuple[Part, ...]:
    """Return the parts between known values, one for each group of causes, those of zero left out.

    The engine may count twice, before the first step and after the last: its parts are added.
    """
    total: dict[tuple[Cause, ...], Decimal] = {}
    for start, end in pairwise(known):
        before, after = values[start], values[end]
        if before is None or after is None or before == after:
            continue
        group = _between(causes, start, end)
        moved = EXACT.subtract(after, before)
        total[group] = EXACT.add(total.get(group, Decimal(0)), moved)
    return tuple(Part(causes=group, value=value) for group, value in total.items() if value)


def _between(causes: Sequence[Cause], start: int, end: int) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(causes[start:end]))


def _computed_before(computed: Sequence[bool], at: int) -> int:
    return max((one for one in range(at) if computed[one]), default=0)


def _computed_after(computed: Sequence[bool], at: int) -> int:
    there = (one for one in range(at + 1, len(computed)) if computed[one])
    return min(there, default=len(computed) - 1)
