"""The verdicts on equal treatment, as lines for a reader and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from carbon import language
from carbon.tender.law.verdicts import State, Verdict


def lines(verdicts: Sequence[Verdict], lang: str) -> Iterator[str]:
    """Yield what was tried: broken properties with their case, and a count of the others."""
    yield _word("head", lang)
    for one in verdicts:
        if one.state is State.BROKEN and one.case is not None:
            yield f"  {one.id}  {one.title(lang)}"
            yield f"    {_word('case', lang, text=one.case.text(lang))}"
    counts = {str(state): sum(one.state is state for one in verdicts) for state in State}
    yield "  " + _word("counts", lang, **counts)
    later = ", ".join(one.id for one in verdicts if one.state is State.ELSEWHERE)
    if later:
        yield "  " + _word("later", lang, ids=later)


def of_refused(model: str, verdicts: Sequence[Verdict], lang: str) -> Iterator[str]:
    """Yield why a model is never computed: what it breaks, with the smallest case."""
    yield _word("refused", lang, model=model)
    for one in verdicts:
        if one.case is not None:
            yield f"  {one.id}  {one.title(lang)}"
            yield f"    {one.case.text(lang)}"


def data(verdicts: Sequence[Verdict], lang: str) -> list[dict[str, Any]]:
    """Return each verdict with its words and, when it is broken, its counter-example."""
    return [
        {
            "id": one.id,
            "state": str(one.state),
            "title": one.title(lang),
            "how": one.how(lang),
            "counter_example": None if one.case is None else one.case.text(lang),
        }
        for one in verdicts
    ]


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"eq-{key}", lang, **values)
