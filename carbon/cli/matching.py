"""`carbon match`: what waits for a person, and what the person decided."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from carbon.cli import match_desk as desks
from carbon.cli import output as out
from carbon.cli.commands import Command
from carbon.cli.match_desk import Desk
from carbon.cli.matching_texts import help_of
from carbon.cli.output import Output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(path_type=Path)


@click.command(cls=Command, help=help_of("match"))
@click.argument("tender", type=_FOLDER)
@click.option("--name", default=None, help=help_of("--name"))
@click.option("--product", default=None, help=help_of("--product"))
@click.option("--who", default=None, help=help_of("--who"))
@click.option("--why", default=None, help=help_of("--why"))
@click.option("--officer", metavar="NAME", multiple=True, help=help_of("--officer"))
@click.option("--compare", is_flag=True, help=help_of("--compare"))
@click.option("--settle", is_flag=True, help=help_of("--settle"))
@click.option("--reuse", metavar="TENDER", type=_FILE, multiple=True, help=help_of("--reuse"))
@click.option("--sheet", metavar="FILE", type=_FILE, default=None, help=help_of("--sheet"))
@click.option("--answers", metavar="FILE", type=_FILE, default=None, help=help_of("--answers"))
@out.options
def match(
    *,
    tender: Path,
    name: str | None,
    product: str | None,
    who: str | None,
    why: str | None,
    officer: tuple[str, ...],
    compare: bool,
    settle: bool,
    reuse: tuple[Path, ...],
    sheet: Path | None,
    answers: Path | None,
    output: Output,
) -> None:
    """Show candidates for uncertain products, or record decisions."""
    from carbon.cli import match_earlier, match_officers, match_sheet

    told = {"--name": name, "--product": product, "--why": why}
    one = [flag for flag, value in told.items() if value is not None]
    asked = [*one[:1], *_flags(compare, settle, reuse, sheet, answers)]
    _alone(asked, "--officer" if officer and (reuse and not compare) else "")
    if compare or settle:
        match_officers.compare(tender, officer, output, settling=settle)
    single = _single(officer)
    if reuse:
        match_earlier.reuse(tender, reuse, who or "", output)
    if one:
        desk = _decide(tender, {**told, "--who": who or single}, single, output)
        _show(desk, output)
    if sheet is not None:
        match_sheet.write(tender, single, sheet, who or single, output)
    if answers is not None:
        match_sheet.read(tender, single, answers, who or single, output)
    _review(desks.opened(tender, single, output), who or single, output)


def _flags(
    compare: bool,
    settle: bool,
    reuse: tuple[Path, ...],
    sheet: Path | None,
    answers: Path | None,
) -> list[str]:
    given = {
        "--compare": compare,
        "--settle": settle,
        "--reuse": bool(reuse),
        "--sheet": sheet is not None,
        "--answers": answers is not None,
    }
    return [flag for flag, used in given.items() if used]


def _alone(asked: list[str], beside: str) -> None:
    from carbon.problems import UsageError, error

    found = [*asked, *([beside] if beside else [])]
    if len(found) > 1:
        raise UsageError(error("match-options-together", "match", found=", ".join(found)))


def _single(officers: tuple[str, ...]) -> str:
    """Return the one officer who decides, empty when nobody is named."""
    from carbon.problems import UsageError, error

    if len(officers) > 1:
        raise UsageError(error("officers-one-only", "--officer", found=", ".join(officers)))
    return officers[0].strip() if officers else ""


def _decide(folder: Path, told: dict[str, str | None], officer: str, output: Output) -> Desk:
    """Keep one decision; return the desk, where its name no longer waits."""
    from carbon import language
    from carbon.matching.decide import NOTHING_FITS
    from carbon.matching.dialogue import Answer
    from carbon.problems import UsageError, error

    given = {flag: (value or "").strip() for flag, value in told.items()}
    missing = [flag for flag in ("--name", "--product", "--who", "--why") if not given[flag]]
    if missing:
        raise UsageError(error("decision-incomplete", str(folder), found=", ".join(missing)))
    desk, product = desks.opened(folder, officer, output), given["--product"]
    answer = Answer(
        name=told["--name"] or "",
        product_id=None if product == NOTHING_FITS else product,
        who=given["--who"],
        why=given["--why"],
    )
    decision = desks.decided(answer, desk.assessment.library, desk.file)
    if decision.key not in desk.names:
        near = "; ".join(desks.nearest(desk, answer.name)) or "–"
        raise UsageError(error("decision-name-unknown", "--name", found=answer.name, near=near))
    _, refused = desks.keep(desk, [decision], output.lang)
    if refused:
        raise UsageError(*refused)
    word = language.word("decision-recorded", output.lang, name=answer.name, product=product)
    output.remark(word)
    return replace(desk, answered=desk.answered | {decision.key})


def _review(desk: Desk, who: str, output: Output) -> None:
    """Ask name by name at a terminal; elsewhere show what waits."""
    if output.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _show(desk, output)
        return
    from carbon.cli import match_terminal

    match_terminal.review(desk, who, output)


def _show(desk: Desk, output: Output) -> None:
    from carbon import language
    from carbon.matching.pending import as_text, pending

    found, library = desk.assessment, desk.assessment.library
    records = pending(found.matches.values(), found.wanted.values(), library)
    waiting = [one for one in records if one["key"] not in desk.answered]
    if output.as_json:
        output.json({"pending": waiting})
    else:
        for line in as_text(waiting, output.lang):
            output.text(line)
        output.text(language.word("matches-pending", output.lang, count=len(waiting)))
    desks.leave(len(waiting))
