"""`carbon route`."""

from __future__ import annotations

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output


@click.command(cls=Command, help=texts.help_of("route"))
@click.argument("start")
@click.argument("end")
@click.option(
    "--mode",
    type=click.Choice(["road", "rail", "sea", "ferry", "air"]),
    default="road",
    help=texts.help_of("--mode"),
)
@out.options
def route(start: str, end: str, mode: str, output: Output) -> None:
    """Show the distance between two places, its legs and how they were found."""
    from carbon.library import load
    from carbon.transport.describe import as_text, describe_route

    found = describe_route(start, end, mode, load.load())
    if output.as_json:
        output.json(found)
    else:
        for line in as_text(found, output.lang):
            output.text(line)
    out.leave(out.FINE)
