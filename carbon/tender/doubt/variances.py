"""Whose error it is: what all offers have in common, and what is one supplier's own.

A general figure stands for an unknown producer, so a part of its spread lies between producers;
the rest (model, data quality) is the same mistake in every offer that uses the figure. A value
that a supplier states errs on its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from carbon.library.records import Factor, Library
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.terms import Floats

_GENERAL = "spread.variability_sigma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variances:
    """Variance of ln by factor: common to all offers, and each supplier's own."""

    shared: Floats
    own: Floats

    @property
    def whole(self) -> Floats:
        """Return the whole variance of ln; it does not depend on the correlation."""
        total: Floats = self.shared + self.own
        return total


def is_own(factor: Factor, library: Library) -> bool:
    """Tell whether a figure is a supplier's or carrier's own: the library does not hold it."""
    return factor.id not in library.factors


def split(
    factors: Sequence[Factor], library: Library, settings: Settings, correlation: float
) -> Variances:
    """Return how the spread of each factor divides.

    `correlation` (0-1) is how much of the variance between unknown producers two offers share.
    """
    whole = np.array([math.log(one.spread.gsd) ** 2 for one in factors], dtype=float)
    between = np.array([_between(one, library, settings) for one in factors], dtype=float)
    stated = np.array([is_own(one, library) for one in factors], dtype=bool)
    own = np.where(stated, whole, (1 - correlation) * np.minimum(between, whole))
    return Variances(shared=np.where(stated, 0.0, whole - own), own=own)


def _between(factor: Factor, library: Library, settings: Settings) -> float:
    """Return the variance of ln between suppliers behind a figure of the library."""
    how = settings.between.get(factor.id.partition("/")[0], "")
    if how == "whole":
        return math.log(factor.spread.gsd) ** 2
    if how != "commodity":
        return 0.0
    known = library.commodities.get(factor.correlation_group)
    if known is not None and known.variability_sigma is not None:
        return known.variability_sigma**2
    general = library.assumptions.get(_GENERAL)
    return 0.0 if general is None else float(general.value) ** 2
