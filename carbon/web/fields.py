"""A questionnaire as the template lays it out: sections, fields, what was typed, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.farm import asking
from carbon.farm.records import Choice, Default, Field, Need, Questionnaire, Text
from carbon.web import posted as names
from carbon.web.posted import Posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question at a field: what is wrong or odd, and what to do."""

    field: str | None  # Field.id, one of posted.HEAD, or None where it is about all of it
    message: str
    hint: str
    stop: bool  # without an answer there is no result


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One entry of a list."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input with its list of units, or a list to choose from where `options` is set."""

    name: str
    label: str
    value: str = ""
    number: bool = False
    options: tuple[Option, ...] = ()
    unit: str = ""  # where there is only one
    unit_name: str = ""
    units: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One question of the page."""

    id: str
    kind: str
    label: str
    help: str
    found: str
    required: bool
    input: Input
    parts: tuple[Input, ...]  # of shares
    rows: tuple[tuple[Input, ...], ...]  # of a small table
    rows_name: str
    rows_shown: int
    rows_more: int  # how many it shows after "more rows"; 0: no more
    basis_name: str
    basis: tuple[Option, ...]
    default: str  # what counts for "vet inte", in words
    asked: tuple[Asked, ...]
    answered: bool

    @property
    def stopped(self) -> bool:
        """Tell whether a question here stands in the way of a result."""
        return any(one.stop for one in self.asked)

    @property
    def first(self) -> str:
        """Return the id of the first input, where a link from the summary leads."""
        return f"{self.id}-1" if self.parts or self.rows else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A part of the page: what is needed stands open, details are folded away."""

    id: str
    title: str
    fields: tuple[FieldView, ...]
    details: tuple[FieldView, ...]
    open: bool  # a detail is answered or asked about


def sections(
    questionnaire: Questionnaire, posted: Posted, asked: Sequence[Asked], lang: str
) -> tuple[SectionView, ...]:
    """Return the sections of a questionnaire with what was typed and what is asked."""
    by_field: dict[str, list[Asked]] = {}
    for one in asked:
        by_field.setdefault(one.field or "", []).append(one)
    made = {
        field.id: (field, _field(questionnaire, field, posted, by_field.get(field.id, ()), lang))
        for field in questionnaire.fields
    }
    titles = dict(questionnaire.sections)
    order = list(dict.fromkeys(field.section for field in questionnaire.fields))
    return tuple(
        _section(id_, titles.get(id_), [pair for pair in made.values() if pair[0].section == id_],
                 lang)
        for id_ in order
    )  # fmt: skip


def _section(
    id_: str, title: Text | None, pairs: Sequence[tuple[Field, FieldView]], lang: str
) -> SectionView:
    details = tuple(view for field, view in pairs if field.need is Need.OPTIONAL)
    return SectionView(
        id=id_ or "main",
        title=asking.in_language(title, lang) if title else "",
        fields=tuple(view for field, view in pairs if field.need is not Need.OPTIONAL),
        details=details,
        open=any(view.asked or view.answered for view in details),
    )


def _field(
    questionnaire: Questionnaire, field: Field, posted: Posted, asked: Sequence[Asked], lang: str
) -> FieldView:
    name = names.value_name(field.id)
    parts = _parts(field, posted, lang) if field.kind == "shares" else ()
    shown = names.rows_shown(field, posted) if field.kind == "rows" else 0
    rows = tuple(_row(field, number, posted, lang) for number in range(1, shown + 1))
    given = [posted.get(name, ""), *(one.value for one in parts)]
    given += [one.value for row in rows for one in row if not one.options]
    basis = _chosen_basis(field, posted)
    return FieldView(
        id=field.id,
        kind=field.kind,
        label=asking.in_language(field.label, lang),
        help=asking.in_language(field.help, lang),
        found=asking.in_language(field.found, lang),
        required=field.need is Need.REQUIRED,
        input=_input(field, name, names.unit_name(field.id), posted, lang),
        parts=parts,
        rows=rows,
        rows_name=names.rows_name(field.id),
        rows_shown=shown,
        rows_more=min(shown + names.MORE_ROWS, names.MOST_ROWS) if 0 < shown < names.MOST_ROWS
        else 0,
        basis_name=names.basis_name(field.id),
        basis=tuple(
            Option(id=one, label=language.word(f"web-basis-{one}", lang), chosen=one == basis)
            for one in names.BASES
        ),
        default=_default(questionnaire, field, lang),
        asked=tuple(asked),
        answered=any(given) or basis == names.MEASURED,
    )  # fmt: skip


def _chosen_basis(field: Field, posted: Posted) -> str:
    given = posted.get(names.basis_name(field.id), "")
    return given if given in names.BASES else names.ESTIMATE


def _input(field: Field, name: str, unit_name: str, posted: Posted, lang: str) -> Input:
    chosen = posted.get(unit_name, "")
    units = tuple(
        Option(id=one.id, label=asking.in_language(one.label, lang), chosen=one.id == chosen)
        for one in field.units
    )
    options = _options(field.choices, posted.get(name, ""), lang) if field.kind == "choice" else ()
    return Input(
        name=name,
        label=asking.in_language(field.label, lang),
        value=posted.get(name, ""),
        number=field.kind == "number",
        options=options,
        unit=units[0].label if len(units) == 1 else ("" if units else field.unit),
        unit_name=unit_name if len(units) > 1 else "",
        units=units if len(units) > 1 else (),
    )


def _options(choices: Sequence[Choice], chosen: str, lang: str) -> tuple[Option, ...]:
    nothing = Option(id="", label=language.word("web-choose", lang), chosen=not chosen)
    return (
        nothing,
        *(
            Option(id=one.id, label=asking.in_language(one.label, lang), chosen=one.id == chosen)
            for one in choices
        ),
    )


def _parts(field: Field, posted: Posted, lang: str) -> tuple[Input, ...]:
    return tuple(
        Input(
            name=names.part_name(field.id, one.id),
            label=asking.in_language(one.label, lang),
            value=posted.get(names.part_name(field.id, one.id), ""),
            number=True,
            unit="%",
        )
        for one in field.choices
    )


def _row(field: Field, number: int, posted: Posted, lang: str) -> tuple[Input, ...]:
    return tuple(
        _input(
            column,
            names.cell_name(field.id, number, column.id),
            names.cell_name(field.id, number, column.id).replace("a.", "u.", 1),
            posted,
            lang,
        )
        for column in field.columns
    )


def _default(questionnaire: Questionnaire, field: Field, lang: str) -> str:
    if field.default is None:
        return asking.in_language(field.otherwise, lang) if field.otherwise is not None else ""
    shown = default_text(field, field.default, lang)
    per = next((one for one in questionnaire.fields if one.id == field.default.per), None)
    if per is None:
        return language.word("web-default", lang, value=shown)
    label = asking.in_language(per.label, lang)
    return language.word("web-default-per", lang, value=shown, per=label[:1].lower() + label[1:])


def default_text(field: Field, default: Default, lang: str) -> str:
    """Return what counts when a field is not answered, as the reader writes it."""
    if isinstance(default.value, str):
        labels: Mapping[str, str] = {
            one.id: asking.in_language(one.label, lang) for one in field.choices
        }
        return labels.get(default.value, default.value)
    return f"{asking.shown_number(float(default.value), lang)} {unit_text(field, lang)}".strip()


def unit_text(field: Field, lang: str) -> str:
    """Return a field's own unit in the reader's words."""
    own = (one for one in field.units if one.factor == 1 and one.times is None)
    found = next(own, None)
    return asking.in_language(found.label, lang) if found is not None else field.unit
