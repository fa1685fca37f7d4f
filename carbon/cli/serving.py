"""`carbon serve`: the producers' page, on this machine only unless told otherwise."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output
from carbon.cli.serving_texts import help_of

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_HIGHEST_PORT = 65535
_PORT = 8765
_MOST_WORKERS = 64


@click.command(cls=Command, help=texts.help_of("serve"))
@click.option("--host", default="127.0.0.1", help=help_of("--host"))
@click.option(
    "--port", type=click.IntRange(1, _HIGHEST_PORT), default=_PORT, help=help_of("--port")
)
@click.option("--name", "names", multiple=True, help=help_of("--name"))
@click.option("--tender", "tenders", type=_FOLDER, multiple=True, help=help_of("--tender"))
@click.option("--workers", type=click.IntRange(1, _MOST_WORKERS), help=help_of("--workers"))
@click.option("--per-minute", type=click.IntRange(1), help=help_of("--per-minute"))
@out.options
def serve(
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    tenders: tuple[Path, ...],
    workers: int | None,
    per_minute: int | None,
    output: Output,
) -> None:
    """Answer the producers' page until interrupted."""
    from carbon import language
    from carbon.problems import UsageError, error
    from carbon.web import app, server, site
    from carbon.web.settings import LOCAL_NAMES, Settings

    if not _only_here(host):
        if not names:
            raise UsageError(error("serve-name-missing", "--name", found=host))
        output.remark(language.word("serve-open-to-others", output.lang, host=host))
    settings = Settings(hosts=LOCAL_NAMES | {_host_name(host)} | {one.lower() for one in names})
    if per_minute is not None:
        settings = settings.with_pace(per_minute)
    output.remark(language.word("serve-loading", output.lang))
    made, problems = site.load(tenders, settings)
    output.problems(problems)
    address = f"http://{_host_name(host)}:{port}/{output.lang}/"
    if output.as_json:
        output.json({"address": address, "tenders": [one.tender.id for one in made.packs]})
    else:
        output.text(language.word("serve-ready", output.lang, address=address))
    count = server.usual_workers() if workers is None else workers
    try:
        server.serve(app.made(made), host=host, port=port, settings=settings, workers=count)
    except OSError as reason:
        raise UsageError(
            error("serve-port-taken", "--port", found=f"{host}:{port}: {reason}")
        ) from None


def _only_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host_name(host: str) -> str:
    """Return an address as it stands in a Host header."""
    return f"[{host}]" if ":" in host else host.lower()
