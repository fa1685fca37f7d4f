"""`carbon new` and `carbon check`."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output


@click.command(cls=Command, help=texts.help_of("new"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@out.options
def new(folder: Path, output: Output) -> None:
    """Make a tender folder that is ready to fill in."""
    from carbon import language
    from carbon.intake.folder import new_tender
    from carbon.problems import UsageError

    problems = new_tender(folder)
    if problems:
        raise UsageError(*problems)
    written = sorted(path for path in folder.rglob("*"))
    if output.as_json:
        output.json({"written": [str(path) for path in written]})
    else:
        output.text(language.word("new-tender-made", output.lang, folder=folder))
        for path in written:
            output.text(f"  {path}")
    out.leave(out.FINE)


@click.command(cls=Command, help=texts.help_of("check"))
@click.argument("tender", type=click.Path(exists=True, file_okay=False, path_type=Path))
@out.options
def check(tender: Path, output: Output) -> None:
    """Show everything that is wrong with a tender folder, all at once."""
    from carbon import language
    from carbon.problems import Severity, UsageError, has_errors
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if output.as_json:
        output.json({"problems": output.problem_list(problems)})
    if assessment is None:
        if output.as_json:
            out.leave(out.WRONG_USE)
        raise UsageError(*problems)
    output.problems(problems, notes=True)
    if not output.as_json:
        counts = {kind: sum(p.severity is kind for p in problems) for kind in Severity}
        output.text(
            language.word(
                "check-summary",
                output.lang,
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                notes=counts[Severity.NOTE],
            )
        )
    out.leave(out.PROBLEMS if has_errors(problems) else out.FINE)
