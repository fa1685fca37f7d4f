"""Words for readers: message catalogues and the reader's way of writing numbers.

Swedish is the first language and English the second. Texts live in `templates/lang/`, keyed by
meaning, with both languages side by side, so that no page is ever mixed and no text hides in code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from carbon import resources, yamlfile
from carbon.problems import CarbonError, Problem

LANGUAGES = ("sv", "en")
_SETS = ("stage", "mode", "temperature", "unit", "vehicle")  # named values with words of their own
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


@cache
def _catalogue(folder: str) -> Mapping[str, Mapping[str, Any]]:
    entries: dict[str, Mapping[str, Any]] = {}
    root = resources.templates_folder() / "lang"
    for path in sorted((root / folder).glob("*.yaml")):
        content, problems = yamlfile.read(path)
        if problems or not isinstance(content, dict):
            raise CarbonError(f"message catalogue {path} cannot be read: {problems}")
        for key, entry in content.items():
            if key in entries:
                raise CarbonError(f"message {key} stands twice in {root / folder}")
            entries[key] = entry
    return entries


def _fill(template: str, values: Mapping[str, str]) -> str:
    # Values are outside text: they are put in as they are and never parsed as a format.
    parts: list[str] = []
    rest = template
    while rest:
        before, brace, after = rest.partition("{")
        parts.append(before)
        if not brace:
            break
        name, _, rest = after.partition("}")
        parts.append(values.get(name, "?"))
    return "".join(parts)


def word(key: str, lang: str, **values: object) -> str:
    """Return the text `key` in the reader's language, its {placeholders} filled.

    Raises CarbonError for a key that no catalogue has: a missing text is our mistake.
    """
    entry = _catalogue("words").get(key)
    if entry is None:
        raise CarbonError(f"no text for {key} in templates/lang/words")
    return _fill(str(entry[lang]), {name: str(value) for name, value in values.items()})


def word_or(key: str, lang: str, otherwise: str) -> str:
    """Return the text `key`, or `otherwise` where the catalogues do not know it."""
    entry = _catalogue("words").get(key)
    return otherwise if entry is None else str(entry[lang])


def problem_codes() -> Mapping[str, Mapping[str, Any]]:
    """Return the register of problem codes with their texts in each language."""
    return _catalogue("problems")


def message(problem: Problem, lang: str) -> str:
    """Return what is wrong, in the reader's language."""
    return _problem_text(problem, lang, "message")


def hint(problem: Problem, lang: str) -> str:
    """Return what to do about a problem, in the reader's language."""
    return _problem_text(problem, lang, "hint")


def _problem_text(problem: Problem, lang: str, part: str) -> str:
    entry = problem_codes().get(problem.code)
    if entry is None:
        raise CarbonError(f"problem code {problem.code} is not in templates/lang/problems")
    values = {name: _in_words(name, value, lang) for name, value in problem.values}
    # A value that is worded differently in each language comes twice: label_sv and label_en.
    own = f"_{lang}"
    values |= {k.removesuffix(own): v for k, v in problem.values if k.endswith(own)}
    return _fill(str(entry[lang][part]), values)


def _in_words(name: str, value: str, lang: str) -> str:
    """Return a value of a closed set as the reader calls it: `stage` storage is lagring."""
    kind = name.removeprefix("wanted_")
    return word_or(f"{kind}-{value}", lang, value) if kind in _SETS else value


def described(problem: Problem, lang: str) -> dict[str, str]:
    """Return a problem as the record that every `--json` shows: code, place, message, remedy."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "where": problem.where,
        "message": message(problem, lang),
        "hint": hint(problem, lang),
    }


def json_text(content: object, *, sort_keys: bool = False) -> str:
    """Return data as readable JSON that is safe to print in a terminal.

    Characters that cannot be seen (escape sequences, text direction overrides, halves of a broken
    character) are written as \\u escapes: the same data, but they do nothing where it is shown.
    """
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=sort_keys)
    for unseen in sorted(c for c in set(text) if not c.isprintable() and c != "\n"):
        text = text.replace(unseen, json.dumps(unseen)[1:-1])
    return text


def number(value: Decimal | float | int, lang: str, decimals: int = 0) -> str:
    """Return a number as the reader writes it: 1 234,5 in Swedish, 1,234.5 in English.

    >>> number(1234.5, "sv", 1) == "1\\u00a0234,5"
    True
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if lang == "sv":
        text = text.replace(",", NO_BREAK_SPACE).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text
