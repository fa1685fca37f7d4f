"""`carbon diff`."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command, html_option
from carbon.cli.output import Output

CANNOT_TELL = 3
_RUN = click.Path(path_type=Path)


@click.command(cls=Command, help=texts.help_of("diff"))
@click.argument("first", metavar="A", type=_RUN)
@click.argument("second", metavar="B", type=_RUN)
@click.option("--lines", is_flag=True, help=texts.help_of("--lines"))
@html_option
@out.options
def diff(first: Path, second: Path, lines: bool, page: Path | None, output: Output) -> None:
    """Split the difference between two runs by what caused it."""
    from carbon.audit import difference, difference_text
    from carbon.audit.difference_page import write_page
    from carbon.audit.difference_records import Verdict
    from carbon.problems import UsageError, error

    gone = [one for one in (first, second) if not one.exists()]
    if gone:
        raise UsageError(*(error("diff-not-there", str(one), found=one) for one in gone))
    found = difference.compare(first, second, lang=output.lang, progress=output.progress)
    if output.as_json:
        output.json(difference_text.data(found))
    else:
        for line in difference_text.text(found, output.lang, lines=lines):
            output.text(line)
    if page is not None:
        write_page(found, page, output.lang)
        output.remark(f"→ {page}")
    codes = {Verdict.SAME: out.FINE, Verdict.DIFFERS: out.PROBLEMS}
    out.leave(codes.get(found.verdict, CANNOT_TELL))
