"""`carbon publish`: the method pack of a tender, its documents and its lock."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import journal, texts
from carbon.cli import output as out
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.problems import Problem
    from carbon.tender.publication.publish import Publication

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_TARGET = click.Path(file_okay=False, path_type=Path)
_ANSWERS = ("yes", "no", "not-needed")


@click.command(cls=Command, help=texts.help_of("publish"))
@click.argument("tender", type=_FOLDER)
@click.option("--out", "target", type=_TARGET, help=texts.help_of("--publish-out"))
@click.option("--date", "when", metavar="DATE", help=texts.help_of("--publish-date"))
@click.option("--change", "changing", is_flag=True, help=texts.help_of("--change"))
@click.option("--who", default="", help=texts.help_of("--change-who"))
@click.option("--why", default="", help=texts.help_of("--change-why"))
@click.option(
    "--deadline-extended",
    "deadline",
    type=click.Choice(_ANSWERS),
    help=texts.help_of("--deadline-extended"),
)
@click.option("--reason", default="", help=texts.help_of("--deadline-reason"))
@out.options
def publish(
    *,
    tender: Path,
    target: Path | None,
    when: str | None,
    changing: bool,
    who: str,
    why: str,
    deadline: str | None,
    reason: str,
    output: Output,
) -> None:
    """Write the method pack of a tender and lock it; or record a change of what was published."""
    from carbon.outputs import publication
    from carbon.problems import UsageError, has_errors
    from carbon.tender.publication import publish as publishing
    from carbon.tender.publication.changes import Change, unanswered

    date = _date(when)
    change = None
    if changing:
        change = Change(
            who=who,
            when=date,
            why=why,
            deadline_extended=deadline or "",
            deadline_reason=reason,
        )
        lacking = unanswered(change)
        if lacking:
            raise UsageError(*lacking)
    elif who or why or deadline or reason:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=_option(context, "changing"))
    made, problems = publishing.prepare(
        tender, when=date, lang=output.lang, change=change, progress=output.progress
    )
    if made is None:
        if output.as_json:
            output.json({"published": None, "problems": output.problem_list(problems)})
        output.problems(problems)
        out.leave(out.PROBLEMS)
    output.progress("documents")
    documents, wrong = publication.documents(made, output.lang)
    written = publication.write(made, documents, tender, target)
    _noted(tender, made, written, date)
    problems = [*problems, *wrong]
    _tell(made, written, problems, output)
    out.leave(out.PROBLEMS if has_errors(problems) else out.FINE)


def _noted(folder: Path, made: Publication, written: Sequence[Path], date: str) -> None:
    """Write in the log what was published or changed, as far as it lies in the tender folder."""
    root = folder.resolve()
    inside = [path.resolve() for path in written if path.resolve().is_relative_to(root)]
    journal.noted(
        folder,
        "published" if made.change is None else "changed",
        who="" if made.change is None else made.change.who,
        when=date,
        touched=[path.relative_to(root).as_posix() for path in inside],
    )


def _tell(
    made: Publication, written: Sequence[Path], problems: Sequence[Problem], output: Output
) -> None:
    from carbon import language

    sha, when = made.pack.sha256, made.lock.published
    if output.as_json:
        output.json(
            {
                "published": when,
                "pack_sha256": sha,
                "changed": made.change is not None,
                "written": [str(path) for path in written],
                "problems": output.problem_list(problems),
            }
        )
    else:
        output.text(language.word("publish-done", output.lang, when=when, sha=sha))
        if made.change is not None:
            output.text(language.word("publish-changed", output.lang))
        for path in written:
            output.remark(f"→ {path}")
    output.problems(problems)


def _date(given: str | None) -> str:
    """Return the date of publication: as given, or today's; the only clock of the command."""
    if given is None:
        return datetime.datetime.now().astimezone().date().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        context = click.get_current_context()
        raise click.BadParameter(given, ctx=context, param=_option(context, "when")) from None


def _option(context: click.Context, name: str) -> click.Parameter:
    return next(one for one in context.command.params if one.name == name)
