"""A person's answer becomes a decision that holds for every offer with the same name."""

from __future__ import annotations

from carbon.library.records import Library
from carbon.matching.basis import basis_of, fingerprint
from carbon.matching.names import fold
from carbon.matching.records import Decision
from carbon.problems import Problem, error, shorten

NOTHING_FITS = "-"  # what a person writes instead of a product
_LONGEST_WHO, _LONGEST_WHY = 200, 2000  # characters; nobody's name and nobody's reason is longer


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
    gives, for this room has no clock. The decision keeps what the product was, so that a later
    tender can tell whether it still is.
    """
    key = fold(name)
    if not key:
        return None, [error("match-no-name", where, found=name)]
    if product is not None and product not in library.products:
        return None, [error("match-decision-unknown", where, found=name, product=product)]
    person, reason = shorten(who, _LONGEST_WHO), shorten(why, _LONGEST_WHY)
    missing = [flag for flag, text in (("--who", person), ("--why", reason)) if not text]
    if missing:
        return None, [error("decision-incomplete", where, found=", ".join(missing))]
    basis = basis_of(product, library)
    decision = Decision(
        key=key,
        name=name,
        product_id=product,
        who=person,
        when=when,
        why=reason,
        where=where,
        edition=library.name or library.edition,
        basis=basis,
        fingerprint=fingerprint(product, basis),
    )
    return decision, []


def as_record(decision: Decision) -> dict[str, object]:
    """Return a decision as plain values; its place and its basis are left out."""
    origin = decision.origin
    return {
        "key": decision.key,
        "name": decision.name,
        "product_id": decision.product_id,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
        "edition": decision.edition or None,
        "fingerprint": decision.fingerprint or None,
        "origin": None
        if origin is None
        else {
            "file": origin.file,
            "sha256": origin.sha256,
            "who": origin.who,
            "when": origin.when,
        },
    }
