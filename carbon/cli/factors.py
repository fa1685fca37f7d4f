"""`carbon factors list|show|search`; check, diff and import have modules of their own."""

from __future__ import annotations

import sys

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command, Group, language_option
from carbon.cli.factor_check import check
from carbon.cli.factor_diff import diff
from carbon.cli.importing import import_
from carbon.cli.output import Output


@language_option
@click.group(cls=Group, help=texts.help_of("factors"))
def factors() -> None:
    """Hold the library's commands together."""


@factors.command(cls=Command, name="list", help=texts.help_of("list"))
@out.options
def list_(output: Output) -> None:
    """List factors and products; with --json, everything that their records say."""
    from carbon.library import listing, load

    library = load.load()
    if output.as_json:
        # Twelve million characters: written as they are made.
        sys.stdout.writelines(listing.listing_json(library))
        sys.stdout.flush()
    else:
        for line in listing.listing_text(library, output.lang):
            output.text(line)
    out.leave(out.FINE)


@factors.command(cls=Command, name="show", help=texts.help_of("show"))
@click.argument("id_", metavar="ID")
@out.options
def show_(id_: str, output: Output) -> None:
    """Show one factor or product, a product with what other sources say of it."""
    from carbon.library import alternatives, load, show
    from carbon.problems import UsageError

    library = load.load()
    found, problems = show.describe(library, id_)
    if found is None:
        raise UsageError(*problems)
    product = library.products.get(id_)
    beside = None if product is None else alternatives.describe(library, product)
    if output.as_json:
        output.json({**found, **(beside or {})})
    else:
        for line in show.describe_text(found, output.lang):
            output.text(line)
        for line in alternatives.lines(beside, output.lang) if beside is not None else ():
            output.text(line)
    out.leave(out.FINE)


@factors.command(cls=Command, name="search", help=texts.help_of("search"))
@click.argument("text")
@out.options
def search(text: str, output: Output) -> None:
    """Search products by name or code, and factors by id or label, best first."""
    from carbon import language
    from carbon.library import load
    from carbon.library.search import search as search_products
    from carbon.library.search import search_factors

    library = load.load()
    hits, found = search_products(library, text), search_factors(library, text)
    if output.as_json:
        factors = [{"id": one.id, "label": one.label, "source": one.source} for one in found]
        products = [hit.as_json() for hit in hits]
        output.json({"query": text, "products": products, "factors": factors})
    else:
        for hit in hits:
            output.text(f"{hit.product.id:32} {hit.product.name_sv}  ({hit.reason})")
        for factor in found:
            output.text(f"  {factor.id}  {factor.label}")
        if not hits and not found:
            output.text(language.word("library-nothing-found", output.lang))
    out.leave(out.FINE if hits or found else out.PROBLEMS)


factors.add_command(check)
factors.add_command(diff)
factors.add_command(import_)
