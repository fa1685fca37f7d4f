"""The words of a difference: causes, figures and parts as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from carbon import language
from carbon.audit.difference_records import (
    ORDER,
    Cause,
    Change,
    Difference,
    Part,
    Side,
    Step,
    Told,
    Verdict,
)
from carbon.outputs import terms

_MOST_TOLD = 12  # of the things that differ under one cause; the data have them all


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the difference."""
    return language.word(f"differ-{key}", lang, **values)


def side(one: Side, letter: str, lang: str) -> str:
    """Return which folder or bundle a side is, and what computed it."""
    name = terms.shown(one.name)
    if not one.bundle:
        return word("side-folder", lang, side=letter, name=name)
    if one.engine is None:
        return word("side-bundle", lang, side=letter, name=name)
    version = terms.shown(str(one.engine.get("carbon")), terms.NAME_LIMIT)
    return word("side-engine", lang, side=letter, name=name, version=version)


def verdict(found: Difference, lang: str) -> str:
    """Return in a sentence whether anything differs."""
    if found.verdict is not Verdict.DIFFERS:
        return word(found.verdict, lang)
    offers = {(one.key.lot, one.key.supplier) for one in found.changes}
    return word("differs", lang, count=len(offers))


def cause(one: Cause, lang: str) -> str:
    """Return what a cause is called."""
    return word(f"cause-{one}", lang)


def causes(several: Iterable[Cause], lang: str) -> str:
    """Return several causes as one list."""
    return word("and", lang).join(cause(one, lang) for one in several)


def figure(name: str, lang: str) -> str:
    """Return what a figure is called."""
    return word(f"figure-{name}", lang)


def written(value: Decimal | None, lang: str) -> str:
    """Return a figure with all its digits; None is shown as missing."""
    if value is None:
        return language.word("outputs-missing", lang)
    return terms.reader_decimal(value, lang)


def signed(value: Decimal | None, lang: str) -> str:
    """Return a difference with its sign."""
    text = written(value, lang)
    return f"+{text}" if value is not None and value > 0 else text


def parts(several: Sequence[Part], lang: str) -> str:
    """Return the parts of a difference as a sum in words."""
    return ", ".join(f"{causes(one.causes, lang)} {signed(one.value, lang)}" for one in several)


def change(one: Change, lang: str) -> Iterator[str]:
    """Yield how a figure changed, in lines; what is missing on a side is never counted as zero."""
    name = figure(one.key.figure, lang)
    if one.before is not None and one.after is not None:
        values = {"before": written(one.before, lang), "after": written(one.after, lang)}
        yield word("change", lang, figure=name, difference=signed(one.difference, lang), **values)
        yield "  " + word("parts", lang, parts=parts(one.parts, lang))
        return
    if one.before is None:
        by = causes(one.appears, lang)
        value = written(one.entered, lang)
        yield word("appears", lang, figure=name, causes=by, value=value)
        if one.parts:
            after = written(one.after, lang)
            yield "  " + word("then", lang, parts=parts(one.parts, lang), after=after)
        return
    by = causes(one.disappears, lang)
    before, left = written(one.before, lang), written(one.left, lang)
    if not one.parts:
        yield word("gone", lang, figure=name, before=before, causes=by)
        return
    yield word("disappears", lang, figure=name, before=before, causes=by, value=left)
    yield "  " + word("before", lang, parts=parts(one.parts, lang), left=left)


def told(several: Sequence[Told], lang: str) -> Iterator[str]:
    """Yield what differs, the first of it if it is much."""
    for one in several[:_MOST_TOLD]:
        yield _told(one, lang)
    if len(several) > _MOST_TOLD:
        yield word("more", lang, count=len(several) - _MOST_TOLD)


def _told(one: Told, lang: str) -> str:
    what = terms.shown(one.what)
    if not one.before:
        return word("added", lang, what=what)
    if not one.after:
        return word("removed", lang, what=what)
    if one.is_file:
        return word("file", lang, what=what)
    before, after = terms.shown(one.before), terms.shown(one.after)
    return word("told", lang, what=what, before=before, after=after)


def merged(step: Step, lang: str) -> str:
    """Return why a step could not be computed by itself."""
    reason = step.problems[0]["message"] if step.problems else "?"
    return word("step-merged", lang, cause=cause(step.cause, lang), reason=reason)


def winners(found: Difference, lot: str, lang: str) -> str:
    """Return who comes first in a lot, on either side."""
    first, second = (
        ", ".join(terms.shown(name, terms.NAME_LIMIT) for name in names) or word("nobody", lang)
        for names in found.winners[lot]
    )
    if first == second:
        return word("winner-same", lang, first=first)
    return word("winner-changed", lang, first=first, second=second)


def order(lang: str) -> str:
    """Return the order in which the causes were switched."""
    named = ", ".join(cause(one, lang) for one in (*ORDER, Cause.ENGINE))
    return word("order", lang, order=named)
