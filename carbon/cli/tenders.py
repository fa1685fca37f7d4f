"""`carbon new`."""

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
