"""The review at a terminal: what is typed goes to the dialogue, what it answers is kept at once."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

from carbon.cli import match_desk as desks
from carbon.cli.match_desk import Desk
from carbon.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon.matching.dialogue import Answer
    from carbon.matching.dialogue_text import Said

_COLOURS = {"number": "cyan", "warn": "yellow", "saved": "green"}  # by style of a line
_WIDEST = 100  # columns; longer lines are hard to read


def review(desk: Desk, who: str, output: Output) -> None:
    """Ask about one name after the other until the person stops or nothing waits."""
    from carbon import language
    from carbon.matching import dialogue

    library = desk.assessment.library
    questions = desk.questions
    kept: set[str] = set()
    turn = dialogue.begin(questions, library, output.lang, who)
    _say(turn.said)
    while turn.state.asking is not dialogue.Asking.NOTHING:
        turn = dialogue.step(turn.state, _typed(dialogue.prompt(turn.state)))
        if turn.answer is not None and _keep(desk, turn.answer, output):
            kept.add(turn.answer.name)
        _say(turn.said)
    waiting = len(questions) - len(kept)
    told = {"count": len(kept), "file": desk.file, "waiting": waiting}
    click.echo(language.word("review-done", output.lang, **told))
    desks.leave(waiting)


def _keep(desk: Desk, answer: Answer, output: Output) -> bool:
    """Keep an answer and say so, or say why it cannot be kept."""
    from carbon import language
    from carbon.problems import shorten

    library = desk.assessment.library
    _, refused = desks.keep(desk, [desks.decided(answer, library, desk.file)], output.lang)
    for problem in refused:
        _echo("warn", language.message(problem, output.lang))
        _echo("soft", language.hint(problem, output.lang))
    if refused:
        return False
    product = desks.product_name(answer.product_id, library, output.lang)
    told = {"name": shorten(answer.name), "product": product}
    _echo("saved", language.word("review-saved", output.lang, **told))
    return True


def _typed(prompt: str) -> str:
    """Return a typed line; the end of input and Ctrl-C stop the review, nothing is lost."""
    from carbon.matching.dialogue import QUIT

    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return QUIT
    except UnicodeDecodeError:
        return "?"  # bytes that are no text: show what can be typed


def _say(said: Iterable[Said]) -> None:
    from carbon.matching.dialogue_text import wrapped

    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for style, line in wrapped(said, width):
        _echo(style, line)


def _echo(style: str, line: str) -> None:
    if _coloured():
        bold, dim = style == "head", style == "soft"
        line = click.style(line, fg=_COLOURS.get(style), bold=bold or None, dim=dim or None)
    click.echo(line)


def _coloured() -> bool:
    """Tell whether colour helps: a terminal that knows it, and a person who does not mind it."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
