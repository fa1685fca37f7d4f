"""`carbon simulate`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.tender.records import Assessment, Tender

_HIGHEST_PRICE = 1_000_000  # SEK per kg CO2e: more is a slip of the hand, and sums stay exact
_HIGHEST_LEVEL = 10**15
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help=texts.help_of("simulate"))
@click.argument("tender", type=_FOLDER)
@click.option("--earlier", type=_FOLDER, default=None, help=texts.help_of("--earlier"))
@click.option("--price", "prices", multiple=True, help=texts.help_of("--price"))
@click.option("--lot-value", "levels", multiple=True, help=texts.help_of("--lot-value"))
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=texts.help_of("--out-page"),
)
@out.options
def simulate(
    tender: Path,
    earlier: Path | None,
    prices: Sequence[str],
    levels: Sequence[str],
    folder: Path | None,
    output: Output,
) -> None:
    """Show what the carbon price does to offers that came, earlier ones or invented ones."""
    from carbon import language
    from carbon.outputs import lens
    from carbon.outputs.lens_page import write_page
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder
    from carbon.tender.lens.simulate import simulate as through
    from carbon.transport import places

    own, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if own is None:
        raise UsageError(*problems)
    scored = own if earlier is None else _earlier(earlier, own, output)
    output.progress("evaluation")
    found = through(
        own.tender,
        scored if any(offer.rank for r in scored.lots for offer in r.ranking) else None,
        own.library,
        places.load(),
        values_sek=_levels(levels, own.tender),
        wanted=[_price(text) for text in prices],
    )
    if output.as_json:
        output.json(lens.data(found, output.lang))
    else:
        for line in lens.as_text(found, output.lang):
            output.text(line)
    if folder is not None:
        path = write_page(found, folder, output.lang)
        output.remark(language.word("lens-written", output.lang, path=path))
    output.problems(found.problems, notes=True)
    out.leave(out.FINE)


def _earlier(folder: Path, own: Assessment, output: Output) -> Assessment:
    """Return earlier offers scored under their own tender's lines and this tender's rule."""
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder
    from carbon.tender.lens.earlier import under_rule

    past, problems = assess_folder(folder, lang=output.lang, progress=output.progress)
    if past is None:
        raise UsageError(*problems)
    return under_rule(past, own.tender.evaluation)


def _price(text: str) -> Decimal:
    from carbon.problems import UsageError, error

    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= _HIGHEST_PRICE:
        expected = f"0-{_HIGHEST_PRICE}"
        wrong = error("tender-value", "--price", key="--price", found=text, expected=expected)
        raise UsageError(wrong)
    return number


def _levels(listed: Sequence[str], tender: Tender) -> dict[str, Decimal]:
    from carbon.problems import UsageError, error

    known = [lot.id for lot in tender.lots]
    levels: dict[str, Decimal] = {}
    for text in listed:
        lot, _, amount = text.rpartition("=")
        try:
            level = Decimal(amount)
        except InvalidOperation:
            level = Decimal(0)
        if lot not in known or not level.is_finite() or not 0 < level <= _HIGHEST_LEVEL:
            wrong = error("lens-lot-value", "--lot-value", found=text, expected=", ".join(known))
            raise UsageError(wrong)
        levels[lot] = level
    return levels
