"""What a buyer must know of a producer's figures, beside the figures themselves.

Values that the producer's own suppliers stated. Nothing here changes a result.
"""

from __future__ import annotations

from carbon.farm import asking, declared
from carbon.farm.records import OwnFootprint
from carbon.library.records import Factor
from carbon.problems import Problem, note


def told(own: OwnFootprint, where: str = "") -> list[Problem]:
    """Return notes for the buyer; `where` is the producer's file."""
    return _declared(own, where)


def declared_values(own: OwnFootprint) -> tuple[Factor, ...]:
    """Return the suppliers' values that count in a footprint, each once, in the order of use."""
    found = {one.activity.factor.id: one.activity.factor for one in own.flows}
    return tuple(one for one in found.values() if one.source == declared.SOURCE)


def _declared(own: OwnFootprint, where: str) -> list[Problem]:
    found = []
    for factor in declared_values(own):
        texts = {"found": factor.label, "unit": factor.per}
        for lang in ("sv", "en"):
            texts[f"value_{lang}"] = asking.shown_number(factor.kg_co2e, lang)
        found.append(note("producer-declared-value", factor.where or where, **texts))
    return found
