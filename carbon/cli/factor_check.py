"""`carbon factors check`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.library.checkup import Checkup

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


@click.command(cls=Command, name="check", help=texts.help_of("factors-check"))
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--as-of", "as_of", default=None, help=texts.help_of("--as-of"))
@out.options
def check(folder: Path | None, as_of: str | None, output: Output) -> None:
    """Say what is wrong, stale, unsourced, out of band, unused or moved in a library."""
    from carbon import resources
    from carbon.library import checkup
    from carbon.problems import UsageError, error, has_errors
    from carbon.transport import defaults

    month = as_of or _this_month()
    if not _MONTH.match(month):
        raise UsageError(error("library-month", "--as-of", found=month))
    vehicles = {one for each in defaults.load().vehicles.values() for one in each}
    elsewhere = [*(f"freight/{one}/" for one in sorted(vehicles)), "hub/transhipment/"]
    found = checkup.examine(folder or resources.factors_folder(), month, elsewhere)
    if output.as_json:
        problems = output.problem_list(found.problems)
        output.json({**checkup.as_json(found), "problems": problems})
    else:
        output.problems(found.problems, notes=True)
        output.text(_summary(found, output.lang))
    out.leave(out.PROBLEMS if has_errors(found.problems) else out.FINE)


def _this_month() -> str:
    """Return the month that it is: the command line may look at the clock, the library not."""
    from datetime import date

    return date.today().isoformat()[: len("YYYY-MM")]


def _summary(found: Checkup, lang: str) -> str:
    from carbon import language
    from carbon.problems import Severity

    counts = {kind: sum(one.severity is kind for one in found.problems) for kind in Severity}
    if found.library is None:
        return language.word("factors-unreadable", lang, errors=counts[Severity.ERROR])
    return language.word(
        "factors-checked",
        lang,
        edition=found.library.name,
        factors=len(found.library.factors),
        products=len(found.library.products),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
