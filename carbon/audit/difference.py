"""The difference between two runs, split by what caused it, in parts that add up exactly.

In come two tender folders or bundles; out goes every figure that is not the same, with what each
cause adds to it. The causes are switched from A to B one at a time, in a fixed order, and after
each switch the tender is computed; a part is the figure after less the figure before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from carbon.audit import difference_parts, difference_sides
from carbon.audit.difference_mixing import Source, lay_out, source
from carbon.audit.difference_records import (
    ORDER,
    Cause,
    Change,
    Difference,
    Key,
    Side,
    State,
    Step,
    Told,
    Verdict,
)
from carbon.audit.difference_sides import Described, described
from carbon.audit.difference_states import computed
from carbon.audit.difference_telling import figures_told, told, unaffecting
from carbon.intake.tenderfile import FILE
from carbon.problems import Problem, error

_PREFIX = "carbon-diff-"
Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Report nothing: the default when nobody watches."""


def compare(
    first: Path, second: Path, *, lang: str = "sv", progress: Progress = silent
) -> Difference:
    """Return all that differs between two tender folders or bundles, each figure split by cause.

    `lang` is the language of the problems. Never raises for what the folders or bundles hold:
    what cannot be opened or computed is told, and the verdict is then CANNOT TELL.
    """
    with ExitStack() as stack:
        a, wrong_a = stack.enter_context(difference_sides.opened(first, lang))
        b, wrong_b = stack.enter_context(difference_sides.opened(second, lang))
        return between(a, b, problems=(*wrong_a, *wrong_b), lang=lang, progress=progress)


def between(
    a: Side,
    b: Side,
    *,
    problems: Described = (),
    lang: str = "sv",
    progress: Progress = silent,
) -> Difference:
    """Return all that differs between two sides, as `compare` does; `problems` are carried on."""
    return _compared(a, b, list(problems), lang, progress)


def _compared(
    a: Side, b: Side, problems: list[Mapping[str, str]], lang: str, progress: Progress
) -> Difference:
    sources = []
    for side in (a, b):
        # A bundle that could not be opened has said so, and has no tender to read.
        closed = side.bundle and side.engine is None
        found, unread = (None, []) if closed else source(side)
        problems += described(unread, lang)
        sources.append(found)
    one, two = sources
    if one is None or two is None:
        return _split(a, b, (), *_unread(a, b), problems, ())
    switched = [(cause, differing) for cause in ORDER if (differing := told(cause, one, two))]
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as place:
        states = _states(one, two, [cause for cause, _ in switched], Path(place), lang, progress)
    steps = _steps(switched, states)
    path, causes = [*states], [cause for cause, _ in switched]
    if a.recorded is not None:
        path, causes = [a.recorded, *path], [Cause.ENGINE, *causes]
    if b.recorded is not None:
        path, causes = [*path, b.recorded], [*causes, Cause.ENGINE]
    return _split(a, b, steps, path, causes, problems, unaffecting(one, two))


def _unread(a: Side, b: Side) -> tuple[list[State], list[Cause]]:
    """Return the way between two records of which one cannot be taken apart: all causes in one."""
    unknown = State(figures=None)
    between = [unknown] * len(ORDER)
    return [a.recorded or unknown, *between, b.recorded or unknown], [*ORDER, Cause.ENGINE]


def _states(
    one: Source, two: Source, causes: Sequence[Cause], place: Path, lang: str, progress: Progress
) -> list[State]:
    """Return what the tender comes to at A, and after each switch; the last one is B."""
    apart = one.side.bundle or two.side.bundle
    chosen = dict.fromkeys(ORDER, one)
    states = []
    for number in range(len(causes) + 1):
        if number:
            chosen[causes[number - 1]] = two
        progress(f"diff-{causes[number - 1]}" if number else "diff-first")
        hidden = [name for of in {id(s): s for s in chosen.values()}.values()
                  for name in of.side.hidden]  # fmt: skip
        if hidden:
            states.append(State(figures=None, problems=described([_masked(hidden)], lang)))
            continue
        tender, library = lay_out(chosen, place / str(number))
        state = computed(tender, library, apart=apart, lang=lang)
        pure = all(of is chosen[ORDER[0]] for of in chosen.values())
        states.append(state if pure else _without_lines(state))
    return states


def _without_lines(state: State) -> State:
    """Return a mixture's state without the lines of a tender.yaml that nobody has written."""
    told = tuple(
        {**one, "where": FILE} if one["where"].startswith(f"{FILE}:") else one
        for one in state.problems
    )
    return replace(state, problems=told)


def _masked(hidden: Sequence[str]) -> Problem:
    return error("diff-masked", hidden[0], count=len(hidden))


def _steps(
    switched: Sequence[tuple[Cause, tuple[Told, ...]]], states: Sequence[State]
) -> tuple[Step, ...]:
    return tuple(
        Step(
            cause=cause,
            told=(*differing, *figures_told(before, after, cause)),
            computed=after.figures is not None,
            problems=after.problems if after.figures is None else (),
        )
        for (cause, differing), before, after in zip(switched, states, states[1:], strict=False)
    )


def _split(
    a: Side,
    b: Side,
    steps: tuple[Step, ...],
    path: Sequence[State],
    causes: Sequence[Cause],
    problems: Sequence[Mapping[str, str]],
    beside: tuple[Told, ...],
) -> Difference:
    """Return every figure's way from the first state to the last, and the verdict."""
    first, last = path[0].figures, path[-1].figures
    known = first is not None and last is not None
    changes = _changes(path, causes) if known else ()
    verdict = Verdict.SAME if known else Verdict.CANNOT_TELL
    stopped = () if known else (*path[0].problems, *path[-1].problems)
    return Difference(
        verdict=Verdict.DIFFERS if changes else verdict,
        first=a,
        second=b,
        steps=steps,
        changes=changes,
        unaffecting=beside,
        winners=_winners(first or {}, last or {}),
        problems=(*problems, *stopped),
    )


def _changes(path: Sequence[State], causes: Sequence[Cause]) -> tuple[Change, ...]:
    computed_at = [state.figures is not None for state in path]
    keys = {key for state in path for key in state.figures or {}}
    lots = list(dict.fromkeys(key.lot for state in path for key in state.figures or {}))
    found = []
    for key in sorted(keys, key=lambda one: (lots.index(one.lot), one)):
        values: list[Decimal | None] = [(state.figures or {}).get(key) for state in path]
        change = difference_parts.change(key, values, causes, computed_at)
        if change is not None:
            found.append(change)
    return tuple(found)


def _winners(
    first: Mapping[Key, Decimal], last: Mapping[Key, Decimal]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    lots = dict.fromkeys(key.lot for key in (*first, *last))
    return {lot: (_first_places(first, lot), _first_places(last, lot)) for lot in lots}


def _first_places(figures: Mapping[Key, Decimal], lot: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            key.supplier
            for key, value in figures.items()
            if key.lot == lot and key.figure == "rank" and value == 1
        )
    )
