"""`carbon read`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.intake.layouts import Layout

_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=Command, help=texts.help_of("read"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layout", default=None, help=texts.help_of("--layout"))
@click.option("--return", "back", metavar="OUT", type=_OUT, help=texts.help_of("--return"))
@click.option(
    "--draft-layout", "draft", metavar="OUT", type=_OUT, help=texts.help_of("--draft-layout")
)
@out.options
def read(
    file: Path, layout: str | None, back: Path | None, draft: Path | None, output: Output
) -> None:
    """Show what the reader understood of a file."""
    from carbon.cli import carrierfiles, returning
    from carbon.intake import files, reading, reading_text
    from carbon.problems import has_errors

    returning.check(file, back, draft)
    if carrierfiles.is_one(file) and not files.is_trade_message(file):
        carrierfiles.tell(file, output)
    chosen = None if layout is None else _chosen(layout)
    understood = reading.read_file(file, chosen)
    written = returning.write(file, understood, chosen, back, draft, output.lang)
    problems = [*understood.problems, *written.problems]
    if output.as_json:
        shown = reading.as_json(understood, output.lang)
        output.json({**shown, **written.as_json, "problems": output.problem_list(problems)})
    else:
        for line in (*reading_text.as_text(understood, output.lang), *written.lines):
            output.text(line)
    output.problems(problems, notes=True)
    if understood.unreadable:
        out.leave(out.WRONG_USE)
    out.leave(out.PROBLEMS if has_errors(problems) else out.FINE)


def _chosen(layout: str) -> Sequence[Layout]:
    """Return the one layout with this id, or the one in this file."""
    from carbon.intake import layouts
    from carbon.problems import UsageError, error

    if layout.endswith((".yaml", ".yml")):
        one, problems = layouts.read_layout(Path(layout))
        if one is None:
            raise UsageError(*problems)
        return [one]
    known = {one.id: one for one in layouts.known()}
    if layout not in known:
        raise UsageError(error("layout-id-unknown", layout, expected=", ".join(sorted(known))))
    return [known[layout]]
