"""A draft as a layout file: what is proposed, why, and what a person is asked, as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from carbon import language
from carbon.intake.draftguesses import Guess
from carbon.intake.drafting import Draft
from carbon.intake.headers import letter
from carbon.intake.texts import fold_all
from carbon.problems import shorten

_PERCENT = 100
_SAMPLE = 90  # characters of the examples in a comment


def as_yaml(draft: Draft, file: str, lang: str) -> str:
    """Return the layout file that a draft makes, in the reader's language."""
    return "\n".join(_lines(draft, file, lang)) + "\n"


def questions(draft: Draft) -> int:
    """Return how much of the draft a person must settle before the file can be read with it."""
    twice = {fold_all(one.heading) for one in draft.twice}
    return len(draft.missing) + len(twice) + _lacks_unit(draft)


def _word(key: str, lang: str, **values: object) -> str:
    # One line, whatever the values hold: a comment must not end before its line does.
    return shorten(language.word(f"draft-{key}", lang, **values), 400)


def _quoted(text: str) -> str:
    """Return a text as a YAML string; JSON's way of writing one is also YAML's."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _lines(draft: Draft, file: str, lang: str) -> Iterator[str]:
    sheet, row = shorten(draft.sheet.name), draft.row + draft.sheet.first_row
    yield f"# {_word('made', lang, file=file, sheet=sheet, row=row)}"
    yield f"# {_word('use', lang)}"
    if draft.alike:
        yield f"# {_word('alike', lang, sheets=', '.join(draft.alike))}"
    name = fold_all(file.rpartition(".")[0] or file).replace(" ", "_").replace("#", "")[:60]
    yield f"layout: {_quoted(f'utkast_{name}')}"
    title = shorten(file.rpartition(".")[0] or file)
    yield f"title: {{sv: {_quoted(title)}, en: {_quoted(title)}}}"
    yield f"kind: {draft.kind}  # {_word(f'kind-{draft.kind}', lang)}"
    yield f"supplier: {draft.supplier}  # {_word(f'supplier-{draft.supplier}', lang)}"
    if not draft.has("line_number"):
        yield f"numbering: rows  # {_word('numbering', lang)}"
    yield f"required: [{', '.join(_required(draft))}]"
    if draft.blocks > 1:
        # What is still missing may be any of the columns, most likely one that is repeated.
        missing = (choice[0] for choice in draft.missing)
        fields = ", ".join(dict.fromkeys((*draft.block_fields, *missing)))
        yield f"# {_word('blocks', lang, count=draft.blocks)}"
        yield f"blocks: {{name_row: {draft.name_row}, fields: [{fields}], at_least: 2}}"
    yield from _unit(draft, lang)
    yield "columns:"
    yield from _columns(draft, lang)
    yield from _ignored(draft, lang)


def _required(draft: Draft) -> list[str]:
    """Return the fields that tell the sheet: found ones, and those that must still be found."""
    kept = ("line_number", "offered_name", "wanted_name", "price", "price_per_kg", "quantity",
            "amount", "supplier")  # fmt: skip
    found = [name for name in kept if draft.has(name)]
    return [*found, *(choice[0] for choice in draft.missing)]


def _lacks_unit(draft: Draft) -> bool:
    """Tell whether nothing says what a price is per; without it no price is used."""
    priced = draft.has("price") or any("price" in choice for choice in draft.missing)
    return bool(priced) and not draft.has("unit", "price_per_kg")


def _unit(draft: Draft, lang: str) -> Iterator[str]:
    if _lacks_unit(draft):
        yield f"# {_word('question', lang)} {_word('unit', lang)}"
        yield "# units: {unit: kg}"
        yield f"# count: priced_unit  # {_word('count', lang)}"


def _columns(draft: Draft, lang: str) -> Iterator[str]:
    for choice in draft.missing:
        looks = "text" if choice[0].endswith("_name") else "figures"
        near = [one for one in draft.guesses if one.field in choice or one.reason == looks]
        shown = ", ".join(f"{letter(draft.sheet, one.index)} {one.heading}" for one in near)
        asked = _word("missing", lang, field=" / ".join(choice), near=shown or "–")
        yield f"  # {_word('question', lang)} {asked}"
        yield f"  {choice[0]}: []"
    for one in draft.guesses:
        place = letter(draft.sheet, one.index)
        said = f"{place}: {_reason(one, lang)}{_sample(one, lang)}"
        if one.active and one.field is not None:
            yield f"  {one.field}: [{_quoted(one.heading)}]  # {said}"
        elif one.field not in {name for choice in draft.missing for name in choice}:
            field = one.field or "?"
            yield f"  # {field}: [{_quoted(shorten(one.heading))}]  # {said}"
        else:
            yield f"  # {_quoted(shorten(one.heading))}  # {said}"


def _reason(one: Guess, lang: str) -> str:
    share = round(one.share * _PERCENT)
    return _word(f"by-{one.reason}", lang, found=one.found, share=share)


def _sample(one: Guess, lang: str) -> str:
    if not one.sample:
        return ""
    return f"; {_word('sample', lang, found=shorten(' · '.join(one.sample), _SAMPLE))}"


def _ignored(draft: Draft, lang: str) -> Iterator[str]:
    """Leave out columns that would claim a field that another column has."""
    rivals = [one for one in draft.guesses if one.reason == "rival"]
    twice = {fold_all(one.heading) for one in draft.twice}
    headings = [one.heading for one in rivals if fold_all(one.heading) not in twice]
    if headings:
        yield f"# {_word('ignored', lang)}"
        yield f"ignore: [{', '.join(map(_quoted, headings))}]"
    for text in dict.fromkeys(one.heading for one in draft.twice):
        yield f"# {_word('question', lang)} {_word('twice', lang, found=_letters(draft, text))}"


def _letters(draft: Draft, heading: str) -> str:
    same: Sequence[Guess] = [one for one in draft.twice if one.heading == heading]
    return f"{heading}: {', '.join(letter(draft.sheet, one.index) for one in same)}"
