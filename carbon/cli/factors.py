"""`carbon factors list|show|search`."""

from __future__ import annotations

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command, Group, language_option
from carbon.cli.output import Output


@language_option
@click.group(cls=Group, help=texts.help_of("factors"))
def factors() -> None:
    """Hold the library's commands together."""


@factors.command(cls=Command, name="list", help=texts.help_of("list"))
@out.options
def list_(output: Output) -> None:
    """List factors and products."""
    from carbon.library import load, show

    library = load.load()
    listing = show.listing(library)
    if output.as_json:
        output.json(listing)
    else:
        for line in show.listing_text(library, output.lang):
            output.text(line)
    out.leave(out.FINE)


@factors.command(cls=Command, name="show", help=texts.help_of("show"))
@click.argument("id_", metavar="ID")
@out.options
def show_(id_: str, output: Output) -> None:
    """Show one factor or product."""
    from carbon.library import load, show
    from carbon.problems import UsageError

    found, problems = show.describe(load.load(), id_)
    if found is None:
        raise UsageError(*problems)
    if output.as_json:
        output.json(found)
    else:
        for line in show.describe_text(found, output.lang):
            output.text(line)
    out.leave(out.FINE)


@factors.command(cls=Command, name="search", help=texts.help_of("search"))
@click.argument("text")
@out.options
def search(text: str, output: Output) -> None:
    """Search products by name or code, best first."""
    from carbon.library import load
    from carbon.library.search import search as search_products

    hits = search_products(load.load(), text)
    if output.as_json:
        output.json({"query": text, "products": [hit.as_json() for hit in hits]})
    else:
        for hit in hits:
            output.text(f"{hit.product.id:32} {hit.product.name_sv}  ({hit.reason})")
    out.leave(out.FINE if hits else out.PROBLEMS)
