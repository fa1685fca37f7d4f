"""A person's answer becomes a decision that holds for every offer with the same name."""

from __future__ import annotations

from carbon.library.records import Library
from carbon.matching.names import fold
from carbon.matching.records import Decision
from carbon.problems import Problem, error


def decide(
    *,
    name: str,
    product: str | None,
    who: str,
    when: str,
    why: str,
    library: Library,
    where: str = "decisions.yaml",
) -> tuple[Decision | None, list[Problem]]:
    """Return the decision that a name means a product, or None and what is wrong with it.

    `product` None says that nothing in the catalogue fits. `when` is an ISO date that the caller
    gives, for this room has no clock.
    """
    key = fold(name)
    if not key:
        return None, [error("match-no-name", where, found=name)]
    if product is not None and product not in library.products:
        return None, [error("match-decision-unknown", where, found=name, product=product)]
    decision = Decision(
        key=key, name=name, product_id=product, who=who, when=when, why=why, where=where
    )
    return decision, []


def as_record(decision: Decision) -> dict[str, str | None]:
    """Return a decision as it stands in decisions.yaml; its place is not written."""
    return {
        "key": decision.key,
        "name": decision.name,
        "product_id": decision.product_id,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
    }
