"""Lengths of ways as single whole numbers, so that adding and comparing them is exact.

A key holds three figures side by side: the cost of a way in metres, which is what the search
makes least (a ferry costs its length and a penalty), how many metres of it are by ferry, and the
number of ferries. Keys add up figure by figure; of two ways with the same cost the one with less
ferry is less. Sums of whole numbers do not depend on their order, so that a distance is the same
to the last digit in both directions and on every machine.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Figure = TypeVar("Figure", int, Keys)

_COST, _FERRY = 30, 6  # bits below the cost, and below the metres by ferry
_FERRY_MASK = (1 << (_COST - _FERRY)) - 1
_COUNT_MASK = (1 << _FERRY) - 1

NONE = 1 << 60  # no way; larger than any way, and two of them still fit into 64 bits


def road(metres: int) -> int:
    """Return the key of a way by road."""
    return metres << _COST


def ferry(metres: int, penalty_metres: int) -> int:
    """Return the key of a crossing."""
    return (metres + penalty_metres) << _COST | metres << _FERRY | 1


def cost(key: Figure) -> Figure:
    """Return the cost of a way in metres, penalties included."""
    return key >> _COST


def ferry_metres(key: Figure) -> Figure:
    """Return how many metres of a way are by ferry."""
    return key >> _FERRY & _FERRY_MASK


def ferries(key: Figure) -> Figure:
    """Return the number of ferries of a way."""
    return key & _COUNT_MASK


def joined(cost_metres: Keys, ferry_part: Keys, count: Keys) -> Keys:
    """Return keys from their three figures."""
    return cost_metres << _COST | ferry_part << _FERRY | count
