"""click's commands and help pages in the reader's language, so that no page is mixed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from carbon.cli import texts


class _Formatter(click.HelpFormatter):
    """Writes the headings of a help page in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, texts.label("Usage: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(texts.label(name)):
            yield


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help page speaks one language."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's help option with our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = texts.help_of("--help")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line, the options placeholder in our words."""
        pieces = super().collect_usage_pieces(ctx)
        return [texts.label(piece) for piece in pieces]


class Group(Command, click.Group):
    """A group whose help page speaks one language."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        click.Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)
