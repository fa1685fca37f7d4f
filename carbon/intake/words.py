"""Words of the trade in cells: no bid, currencies, yes and no, modes, vehicles, energies, stages.

The lists are closed and live in `factors/layouts/words.yaml`. A word that no list has gives None,
and the caller says so; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carbon import yamlfile
from carbon.intake.texts import fold_all
from carbon.problems import LibraryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All closed word lists; folded word -> meaning."""

    no_bid: frozenset[str]  # casefolded
    missing: frozenset[str]  # casefolded
    currency_marks: Mapping[str, str]  # casefolded mark -> what it may mean: EUR, SEK/DKK/NOK
    hundredths: Mapping[str, str]  # casefolded word for a hundredth -> what it may be one of
    thousands: Mapping[str, str]  # the same of a thousand: tkr
    heading_notes: re.Pattern[str]  # in the brackets of a heading, saying nothing of the amount
    additions: frozenset[str]  # casefolded: pant, frakt
    currencies: Mapping[str, str]  # folded -> ISO 4217
    lists: Mapping[str, Mapping[str, str]]  # mode, vehicle, energy, temperature, stage, yes_no

    def meaning(self, kind: str, text: str) -> str | None:
        """Return what a word stands for in the list `kind`; None when it is not in it."""
        return self.lists[kind].get(fold_all(text))


def _folded(entries: Mapping[str, Any], kind: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for meaning, spellings in entries.items():
        for spelling in (meaning, *spellings):
            if table.setdefault(fold_all(str(spelling)), str(meaning)) != str(meaning):
                raise LibraryError(f"factors/layouts/words.yaml: {spelling} stands twice in {kind}")
    return table


@cache
def load() -> Words:
    """Return the word lists. Raises LibraryError when a word has two meanings."""
    content = yamlfile.of_factors("layouts/words.yaml")
    marks, hundredths, thousands = (
        {str(mark).casefold(): "/".join(map(str, codes)) for mark, codes in content[key].items()}
        for key in ("currency_marks", "hundredths", "thousands")
    )
    return Words(
        no_bid=frozenset(str(word).casefold() for word in content["no_bid"]),
        missing=frozenset(str(word).casefold() for word in content["missing"]),
        currency_marks=marks,
        hundredths=hundredths,
        thousands=thousands,
        heading_notes=re.compile("|".join(map(str, content["heading_notes"])), re.IGNORECASE),
        additions=frozenset(str(word).casefold() for word in content["additions"]),
        currencies=_folded(content["currencies"], "currencies"),
        lists={kind: _folded(entries, kind) for kind, entries in content["lists"].items()},
    )


@cache
def choices(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a list by meaning, in the order of the file: what a form may offer."""
    content = yamlfile.of_factors("layouts/words.yaml")
    listed = content["lists"][kind]
    return {str(meaning): tuple(str(word) for word in words) for meaning, words in listed.items()}
