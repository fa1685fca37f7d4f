"""`carbon match TENDER --compare` and `--settle`: two people who decided apart, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from carbon.cli import match_desk as desks
from carbon.cli.match_desk import Desk
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.matching.officers import Compared, Officer
    from carbon.matching.records import Decision
    from carbon.tender.disagreement import Assess, Effect
    from carbon.tender.records import Assessment

_TWO = 2  # more than two who decide apart are compared two by two


def compare(folder: Path, officers: tuple[str, ...], output: Output, *, settling: bool) -> NoReturn:
    """Show where two people differ, or keep what they decided alike."""
    from carbon.matching import officers as comparing

    first, second = _two(folder, officers)
    desk = desks.opened(folder, "", output)
    compared = comparing.compare(desk.questions, first, second, desk.assessment.library)
    if settling:
        _settle(desk, compared, output)
    _show(desk, compared, output)


def _two(folder: Path, named: tuple[str, ...]) -> tuple[Officer, Officer]:
    """Return the two officers of a tender; UsageError when there are not just two."""
    from carbon.intake import decisions, officerfiles
    from carbon.matching.officers import Officer
    from carbon.problems import UsageError, error

    for one in named:
        if one != officerfiles.slug(one):  # a short name is that of the file itself
            _, problems = officerfiles.own_file(folder, one)
            if problems:
                raise UsageError(*problems)
    known = officerfiles.officers(folder)
    asked = [officerfiles.slug(one) for one in named] if named else list(known)
    if len(set(asked)) != _TWO or not set(asked) <= set(known):
        found = ", ".join(known) or "–"
        raise UsageError(error("officers-count", str(folder), found=found))
    two = []
    for name in sorted(asked):
        file, _ = officerfiles.file_of(name)
        made, problems = decisions.read_decisions(folder, file)
        if problems:
            raise UsageError(*problems)
        two.append(Officer(name=name, decisions=made))
    return two[0], two[1]


def _settle(desk: Desk, compared: Compared, output: Output) -> NoReturn:
    from carbon import language
    from carbon.matching.officers import settle
    from carbon.problems import UsageError, has_errors

    made, problems = settle(compared, desk.assessment.library, when=desks.today())
    if problems:
        raise UsageError(*problems)
    kept, refused = desks.keep(desk, made, output.lang)
    problems = [*compared.problems, *refused]
    left = len(desk.questions) - len(kept)
    if output.as_json:
        listed = output.problem_list(problems)
        output.json({"settled": len(kept), "waiting": left, "problems": listed})
    else:
        told = {"count": len(kept), "file": desk.file, "waiting": left}
        output.text(language.word("officers-settled", output.lang, **told))
        output.problems(problems)
    desks.leave(left, problems=has_errors(problems))


def _show(desk: Desk, compared: Compared, output: Output) -> NoReturn:
    from carbon.problems import has_errors
    from carbon.tender import disagreement, disagreement_text

    found: Sequence[Effect] = ()
    if compared.finished:
        found = disagreement.effects(compared.differing, _settled(desk, compared), _assess(desk))
    if output.as_json:
        content = disagreement_text.as_json(compared, found)
        output.json({**content, "problems": output.problem_list(compared.problems)})
    else:
        for line in disagreement_text.as_text(
            compared, found, desk.assessment.library, output.lang
        ):
            output.text(line)
        output.problems(compared.problems)
    left = len(compared.differing) + sum(map(len, compared.unanswered))
    desks.leave(left, problems=has_errors(compared.problems))


def _settled(desk: Desk, compared: Compared) -> list[Decision]:
    """Return the decisions that stand whatever is answered about the names that differ."""
    from carbon.intake.decisions import read_decisions

    recorded, _ = read_decisions(desk.folder)  # what is wrong with it was told when it was opened
    return [*recorded, *(one.first for one in compared.agreed)]


def _assess(desk: Desk) -> Assess:
    """Return how the tender is scored with given decisions, all else as it stands."""
    from carbon.tender.assess import assess
    from carbon.transport import places

    found = desk.assessment
    judged = [j for lot in found.lots for offer in lot.ranking for j in offer.judgements]

    def with_decisions(decisions: Sequence[Decision]) -> Assessment:
        return assess(
            found.tender,
            found.offers,
            library=found.library,
            gazetteer=places.load(),
            decisions=decisions,
            judgements=judged,
            evidence_folder=found.evidence,
        )

    return with_decisions
