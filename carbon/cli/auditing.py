"""`carbon verify`, and the bundle that `carbon evaluate` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.audit.bundling import Written
    from carbon.audit.records import Finding, Judgement
    from carbon.problems import Problem
    from carbon.tender.records import Assessment

CANNOT_TELL = 3
_FILE = click.Path(path_type=Path)
_SHOWN = 25  # findings printed one by one; --json has them all


@click.command(cls=Command, help=texts.help_of("verify"))
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--sha256", "expected", help=texts.help_of("--sha256"))
@click.option("--opening", "opened", type=_FILE, help=texts.help_of("--opening"))
@click.option("--public", "public", type=_FILE, help=texts.help_of("--public-bundle"))
@out.options
def verify(
    bundle: Path, expected: str | None, opened: Path | None, public: Path | None, output: Output
) -> None:
    """Answer MATCH, DIFFERS or CANNOT TELL, and say why."""
    from carbon.audit.records import Verdict
    from carbon.audit.verify import judged

    output.progress("verify")
    answer = judged(bundle, expected, opened=opened, public=public)
    if output.as_json:
        output.json(_data(answer, output))
    else:
        _tell(answer, expected is not None, output)
    codes = {Verdict.MATCH: out.FINE, Verdict.DIFFERS: out.PROBLEMS}
    out.leave(codes.get(answer.verdict, CANNOT_TELL))


def _data(answer: Judgement, output: Output) -> dict[str, Any]:
    from carbon.audit.opening import as_problem

    problems = [as_problem(one) for one in answer.findings]
    return {
        "verdict": str(answer.verdict),
        "answer": _answer(answer, output),
        "bundle_sha256": answer.bundle_sha256,
        "steps": {str(step): str(state) for step, state in answer.steps.items()},
        "compared": answer.compared,
        "same_engine": answer.same_engine,
        "engine": answer.engine,
        "findings": [
            {**{key: str(value) for key, value in asdict(one).items()}, **told}
            for one, told in zip(answer.findings, output.problem_list(problems), strict=True)
        ],
    }


def _answer(answer: Judgement, output: Output) -> str:
    """Return the answer on one line; a MATCH that leaves something unchecked says so."""
    from carbon import language
    from carbon.audit.records import State, Step, Verdict

    word = f"verify-{answer.verdict}"
    if answer.verdict is Verdict.MATCH and answer.steps[Step.OUTPUTS] is not State.FINE:
        word += "-environment" if answer.same_engine else "-engine"
    return language.word(word, output.lang)


def _tell(answer: Judgement, expected: bool, output: Output) -> None:
    from carbon import language
    from carbon.audit.records import Verdict

    output.text(_answer(answer, output))
    for step, state in answer.steps.items():
        name = language.word(f"verify-step-{step}", output.lang)
        output.text(f"  {name:<38}{language.word(f'verify-state-{state}', output.lang)}")
    if answer.compared:
        count = language.number(answer.compared, output.lang)
        output.text(language.word("verify-compared", output.lang, count=count))
    if answer.bundle_sha256:
        output.text(f"SHA-256 {answer.bundle_sha256}")
    weighty = [one for one in answer.findings if one.verdict is not Verdict.MATCH]
    remarks = [one for one in answer.findings if one.verdict is Verdict.MATCH]
    _list("verify-findings", weighty, output)
    _list("verify-remarks", remarks, output)
    if answer.verdict is Verdict.MATCH and not expected:
        output.remark(language.word("verify-sha256-hint", output.lang))


def _list(title: str, findings: Sequence[Finding], output: Output) -> None:
    from carbon import language
    from carbon.audit.opening import as_problem

    if not findings:
        return
    output.text(language.word(title, output.lang))
    problems = list(dict.fromkeys(as_problem(one) for one in findings))  # two steps may say one
    advised: set[str] = set()
    for one in problems[:_SHOWN]:
        output.text(f"  {one.where}  [{one.code}] {language.message(one, output.lang)}")
        if one.code not in advised:
            output.text(f"      {language.hint(one, output.lang)}")
        advised.add(one.code)
    if len(problems) > _SHOWN:
        count = len(problems) - _SHOWN
        output.text("  " + language.word("verify-more", output.lang, count=count))


def bundled(
    tender: Path,
    assessment: Assessment,
    written: Sequence[Path],
    recorded: Mapping[str, bytes],
    output: Output,
) -> tuple[Written | None, list[Problem]]:
    """Write bundle.zip beside what an evaluation wrote; None and why where it cannot be."""
    from carbon.audit.bundling import FILE, write

    output.progress("bundle")
    files = {**{path.name: path.read_bytes() for path in written}, **recorded}
    path = written[0].with_name(FILE)
    return write(tender, assessment, files, path, lang=output.lang, records=sorted(recorded))


def tell(bundle: Written | None, output: Output) -> None:
    """Say where the bundle lies, and its SHA-256, which a buyer publishes with the decision."""
    from carbon import language

    if bundle is not None:
        told = {"path": bundle.path, "sha256": bundle.sha256}
        output.remark(language.word("bundle-written", output.lang, **told))
