"""The words of an origin cell that names several origins, as patterns (factors/seasons.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from carbon import yamlfile

_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWords:
    """What is found in a cell: months, shares, and words that say nothing about a place."""

    span: re.Pattern[str]  # one range of months or several
    range: re.Pattern[str]  # one of them: first, and last where it is more than a month
    percent: re.Pattern[str]  # a plain number of at most three digits with its sign
    sign: re.Pattern[str]  # the sign, whatever stands before it
    around: re.Pattern[str]
    month: Mapping[str, int]  # casefolded name -> 1 to 12

    def months(self, text: str) -> tuple[int, ...]:
        """Return the months of a span in their order; a range may go over New Year."""
        found: list[int] = []
        for one in self.range.finditer(text):
            first = self.month[one["first"].casefold()]
            last = self.month[(one["last"] or one["first"]).casefold()]
            length = (last - first) % _MONTHS_OF_YEAR + 1
            found += [(first - 1 + step) % _MONTHS_OF_YEAR + 1 for step in range(length)]
        return tuple(found)


@cache
def load() -> OriginWords:
    """Return the words. Raises LibraryError when the file cannot be read."""
    content = yamlfile.of_factors("seasons.yaml")
    month = {
        str(name).casefold(): int(n) for n, names in content["months"].items() for name in names
    }
    through, joined = _any(content["through"]), _any(content["and"])
    sign, filler = _any(content["percent"]), _any([*content["of"], *content["and"]])
    name = rf"(?<!\w)(?:{_any(month)})(?!\w)\.?"
    one = rf"{name}(?:\s*(?:{through})\s*{name})?"
    last = rf"(?<!\w)(?P<last>{_any(month)})(?!\w)\.?"
    named = rf"(?<!\w)(?P<first>{_any(month)})(?!\w)\.?(?:\s*(?:{through})\s*{last})?"
    return OriginWords(
        span=_pattern(rf"{one}(?:\s*(?:[,/+&]|\b(?:{joined})\b)\s*{one})*"),
        range=_pattern(named),
        percent=_pattern(rf"(?<![\w.,−-])(\d{{1,3}}(?:[.,]\d{{1,6}})?)\s?(?:{sign})(?!\w)"),
        sign=_pattern(rf"(?<![^\W\d_])(?:{sign})(?!\w)"),
        around=_pattern(rf"^(?:(?:{filler})\s+)+|\s+(?:{joined})$"),
        month=month,
    )


def _any(words: Iterable[object]) -> str:
    return "|".join(re.escape(one) for one in sorted(map(str, words), key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
