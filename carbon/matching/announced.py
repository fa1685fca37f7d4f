"""The buyer's announced product of a line against a person's decision about an offered name.

Suppliers priced the product that was announced. A decision that takes a name for another one is
told and not followed there; it still holds on lines that announce nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carbon.matching.deciding import Outcome
from carbon.matching.records import Wanted
from carbon.problems import Problem, error

AGAINST = "decision-against-code"


def follow(decided: Outcome, one: Wanted, alone: Outcome | None) -> Outcome | None:
    """Return what was decided, or `alone`: what the line comes to without any decision.

    That nothing fits may be said where the code by itself leads to no product. `alone` is None
    while it is not known.
    """
    meant = decided.match.product_id
    if one.product_code is None or one.product_code == meant:
        return decided
    waits = alone is not None and alone.match.product_id is None
    return decided if meant is None and waits and decided.match.method == "decision" else alone


def against(
    decided: Mapping[str, Outcome], wanted: Sequence[Wanted], outcomes: Sequence[Outcome | None]
) -> Iterator[Problem]:
    """Yield an error for each decision that is not followed because of the line's code."""
    for one, came_to in zip(wanted, outcomes, strict=True):
        held = decided.get(one.key)
        if held is None or held is came_to or held.decision is None:
            continue
        made = held.decision
        told = {"line": one.wanted_name or "–", "product": one.product_code}
        decision = {"other": made.product_id or "–", "who": made.who}
        yield error(AGAINST, made.where, found=made.name, **told, **decision)
