"""`carbon evaluate` and `carbon explain`."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help=texts.help_of("evaluate"))
@click.argument("tender", type=_FOLDER)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=texts.help_of("--out"),
)
@out.options
def evaluate(tender: Path, folder: Path, output: Output) -> None:
    """Score and rank every offer, and write the results."""
    from carbon.outputs import result
    from carbon.outputs.files import write_all
    from carbon.outputs.summary import summary_lines
    from carbon.problems import UsageError, has_errors
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        raise UsageError(*problems)
    output.progress("writing")
    written = write_all(assessment, folder, output.lang)
    if output.as_json:
        output.json(result.result(assessment, output.lang))
    else:
        for line in summary_lines(assessment, output.lang):
            output.text(line)
        for path in written:
            output.remark(f"→ {path}")
    output.problems(problems)
    out.leave(out.PROBLEMS if has_errors(problems) else out.FINE)


@click.command(cls=Command, help=texts.help_of("explain"))
@click.argument("tender", type=_FOLDER)
@click.argument("offer")
@click.argument("line")
@out.options
def explain(tender: Path, offer: str, line: str, output: Output) -> None:
    """Show one line's flows, sums, assumptions and page references."""
    from carbon.outputs import explain as explaining
    from carbon.outputs.explain_text import explain_text
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        raise UsageError(*problems)
    found = explaining.explain(assessment, offer, line)
    if output.as_json:
        output.json(found)
    else:
        output.text(explain_text(assessment, offer, line, output.lang))
    out.leave(out.FINE)
