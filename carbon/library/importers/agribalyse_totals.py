"""The stages of a food held against the total and the rating that ADEME's synthesis prints."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from carbon.library.importers import agribalyse_tables as published
from carbon.library.importers.agribalyse_tables import Record
from carbon.problems import Problem, warning

# Cheeses, and dishes by the share of cheese in them, print a total of up to 1.36 % above their six
# stages: something in their models stands in no stage. Nothing beyond that is expected.
MAY_DIFFER = Decimal("0.015")


def check(
    stage: Record,
    total: Record,
    stages: Sequence[Decimal],
    dqr: Decimal,
    short: list[tuple[str, str]],
) -> list[Problem]:
    """Return where stages and rating differ from the synthesis; the stages are kept either way.

    A difference of known size goes to `short`, as place and food. Stages are rounded to three
    digits, while the total is cut off after its third.
    """
    problems: list[Problem] = []
    whole = published.number(total, published.TOTAL, problems)
    rating = published.number(total, published.DQR, problems)
    food = stage.cells[published.CODE].strip()
    if rating is not None and rating != dqr:
        values = {"food": food, "found": published.plain(dqr), "expected": published.plain(rating)}
        problems.append(warning("importer-rating-differs", total.where, **values))
    if whole is None:
        return problems
    found = sum(stages, Decimal(0))
    allowed = published.last_digit(whole) + sum(map(published.last_digit, stages), Decimal(0)) / 2
    gap = abs(whole - found)
    if gap > allowed + abs(whole) * MAY_DIFFER:
        values = {"food": food, "found": published.plain(found), "expected": published.plain(whole)}
        problems.append(warning("importer-stage-sum", stage.where, **values))
    elif gap > allowed:
        short.append((stage.where, food))
    return problems
