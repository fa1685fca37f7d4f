"""The closed word lists of trade messages: `factors/layouts/messages/trade.yaml` alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from carbon import yamlfile
from carbon.intake.texts import fold_all

PATH = "layouts/messages/trade.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeWords:
    """What codes and names in a trade message mean."""

    actions: Mapping[str, str]  # folded word -> add, update or delete
    measures: Mapping[str, str]  # folded name or code -> net, packed, gross or drained
    single_items: frozenset[str]
    food_classes: Mapping[str, tuple[str, ...]]  # scheme -> first digits of its food codes
    class_schemes: Mapping[str, str]  # folded name of a scheme -> scheme
    languages: tuple[str, ...]
    largest_units: Decimal

    def action(self, text: str | None) -> str | None:
        """Return what an action code does; None when it is not known."""
        return self.actions.get(fold_all(text)) if text else "add"

    def scheme(self, text: str | None) -> str | None:
        """Return the scheme of a class code, if its food codes are known."""
        return self.class_schemes.get(fold_all(text)) if text else None


@cache
def load() -> TradeWords:
    """Return the word lists. Raises LibraryError when the file cannot be read."""
    content = yamlfile.of_factors(PATH)
    measures = {
        fold_all(str(word)): str(kind)
        for kind, entry in content["measures"].items()
        for word in (*entry["names"], *entry["codes"])
    }
    schemes = {
        fold_all(str(word)): str(scheme)
        for scheme, words in content["class_schemes"].items()
        for word in words
    }
    return TradeWords(
        actions={
            fold_all(str(word)): str(action)
            for action, words in content["actions"].items()
            for word in words
        },
        measures=measures,
        single_items=frozenset(map(str, content["single_items"])),
        food_classes={str(k): tuple(map(str, v)) for k, v in content["food_classes"].items()},
        class_schemes=schemes,
        languages=tuple(map(str, content["languages"])),
        largest_units=Decimal(str(content["largest_units"])),
    )
