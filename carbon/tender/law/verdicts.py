"""What a property of equal treatment came to on one method pack."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carbon import language


class State(enum.StrEnum):
    """Whether a property holds."""

    HOLDS = "holds"
    BROKEN = "broken"
    ELSEWHERE = "elsewhere"  # asked at publication, at evaluation or when a letter is written


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterExample:
    """The smallest case found in which a property fails, as a text with its figures."""

    key: str  # of templates/lang/words/equal-treatment.yaml, without "eq-"
    values: Mapping[str, object]

    def text(self, lang: str) -> str:
        """Return the case in plain words."""
        shown = {name: _shown(value, lang) for name, value in self.values.items()}
        return language.word(f"eq-case-{self.key}", lang, **shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One property, tried."""

    id: str  # EQ-01 ... EQ-34
    state: State
    case: CounterExample | None = None

    def title(self, lang: str) -> str:
        """Return what the property asks, in one sentence."""
        return language.word(f"eq-{self.id[3:]}-title", lang)

    def how(self, lang: str) -> str:
        """Return how it was tried, or where it is."""
        return language.word(f"eq-{self.id[3:]}-how", lang)


Law = Callable[[], CounterExample | None]


def tried(id_: str, law: Law) -> Verdict:
    """Return the verdict of a law."""
    case = law()
    return Verdict(id=id_, state=State.HOLDS if case is None else State.BROKEN, case=case)


def _shown(value: object, lang: str) -> str:
    if isinstance(value, bool | str) or value is None:
        return str(value)
    if isinstance(value, int):
        return language.number(value, lang)
    from decimal import Decimal
    from fractions import Fraction

    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, Decimal | float):
        return language.number(value, lang, 2)
    return str(value)
