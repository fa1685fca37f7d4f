"""`carbon factors diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.library.records import Library


@click.command(cls=Command, name="diff", help=texts.help_of("factors-diff"))
@click.argument("old")
@click.argument("new")
@out.options
def diff(old: str, new: str, output: Output) -> None:
    """Show every changed figure between two editions or folders, and what it does to baskets."""
    from carbon.footprint import basket_effect, basket_text, baskets
    from carbon.library import compare, compare_text
    from carbon.problems import UsageError

    before, after = _library(old), _library(new)
    fixed, problems = baskets.read()
    if fixed is None:
        raise UsageError(*problems)
    found = compare.compare(before, after)
    effects = basket_effect.effect(fixed, before, after)
    if output.as_json:
        output.json({**compare_text.as_json(found), "baskets": basket_text.as_json(effects)})
    else:
        for line in compare_text.lines(found, output.lang):
            output.text(line)
        for line in basket_text.lines(effects, old, new, output.lang):
            output.text(line)
    out.leave(out.FINE)


def _library(named: str) -> Library:
    """Return the library in a folder, or the edition of that name in the project's own."""
    from carbon import resources
    from carbon.library import load
    from carbon.library.files import INDEX
    from carbon.problems import Severity, UsageError, error

    if (Path(named) / INDEX).is_file():
        library, problems = load.read(Path(named))
    else:
        library, problems = load.read(resources.factors_folder(), named)
        if any(one.code == "library-edition-unknown" for one in problems):
            known = dict(problems[0].values).get("expected", "")
            raise UsageError(error("library-not-found", named, found=named, expected=known))
    if library is None:
        raise UsageError(*(one for one in problems if one.severity is Severity.ERROR))
    return library
