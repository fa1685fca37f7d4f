"""The list of papers that stand behind a producer's answers, for the producer to keep."""

from __future__ import annotations

from collections.abc import Iterator

from carbon.farm import asking
from carbon.farm.records import Answer, Field, OwnFootprint, Quality
from carbon.library.records import Library
from carbon.outputs import declaration, terms
from carbon.outputs.declaration import word


def page(own: OwnFootprint, library: Library, lang: str) -> str:
    """Return the list as HTML: answers of the producer's own, and where each figure stands."""
    name = declaration.product_name(own, library, lang)
    missing = [
        asking.in_language(field.label, lang)
        for field, answer in _answers(own)
        if answer.quality is Quality.DEFAULT
    ]
    return declaration.rendered(
        "evidence",
        own,
        lang,
        kind=word("evidence-kind", lang),
        title=word("evidence-title", lang, name=name),
        name=name,
        rows=[
            (
                asking.in_language(field.label, lang),
                terms.shown(asking.shown(field, answer, lang), terms.NAME_LIMIT),
                word(str(answer.quality), lang),
                asking.in_language(field.found, lang),
            )
            for field, answer in _answers(own)
            if answer.quality is not Quality.DEFAULT
        ],
        documents=[terms.shown(one, terms.TEXT_LIMIT) for one in own.answers.evidence],
        missing="; ".join(missing),
        facts=declaration.facts(own, library, lang),
    )


def _answers(own: OwnFootprint) -> Iterator[tuple[Field, Answer]]:
    """Yield the fields of the questionnaire with their answers, in its order."""
    known = own.answers.answers
    for field in own.answers.questionnaire.fields:
        if field.id in known:
            yield field, known[field.id]
