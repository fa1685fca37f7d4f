"""The answer: does what a bundle says follow from what a bundle holds?

Five steps, each of which can only add doubt: the container, the seal, the sums of the tables, the
whole evaluation from the original offers, and the outputs byte for byte. DIFFERS wins over CANNOT
TELL, and MATCH is said only when the evaluation was really done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from carbon.audit import (
    bag,
    comparing,
    engine,
    knowledge,
    log,
    opening,
    outputs,
    records,
    redaction_belonging,
    redaction_judging,
    remaking,
    tables,
    unmasking,
    wholeness,
)
from carbon.audit.records import (
    ARITHMETIC,
    Bundle,
    Finding,
    Judgement,
    Replay,
    Row,
    State,
    Step,
    Verdict,
)
from carbon.audit.replay import replayed
from carbon.language import LANGUAGES

_NO_ANSWER = frozenset({"replay-died", "replay-stopped"})  # it says nothing of the folder


def judged(
    path: Path,
    expected_sha256: str | None = None,
    *,
    opened: Path | None = None,
    public: Path | None = None,
) -> Judgement:
    """Return the verdict on a bundle, with everything that led to it. Never raises for its content.

    `expected_sha256` is what somebody else says the file's hash is: the buyer's published one, a
    court's copy. Without it, a bundle made anew with other offers and an honest computation on them
    is a true bundle of other offers: nothing inside can tell. `opened` is one supplier's opening of
    a public edition, `public` the public edition that a full bundle must have.
    """
    with opening.laid_out(path) as (bundle, found):
        findings = list(found)
        sha256 = bundle.sha256 if bundle is not None else _sha256(path)
        wanted = sha256 if expected_sha256 is None else expected_sha256.strip().lower()
        if wanted != sha256:
            code, old = "bundle-not-expected", wanted[:64]
            findings.append(_finding(Step.CONTAINER, code, path.name, old=old, new=sha256))
        if bundle is None:
            return _judgement(sha256, findings)
        findings += _log(bundle)
        same = dict(bundle.engine) == dict(engine.identity())
        if redaction_judging.is_public(bundle):
            return redaction_judging.judged(
                bundle, findings, same=same, opened=opened, public=public
            )
        more, count = _recomputed(bundle, same)
        findings += more
        findings += redaction_belonging.beside(bundle, same=same, opened=opened, public=public)
    return _judgement(sha256, findings, bundle, same, count)


def _sha256(path: Path) -> str:
    try:
        return bag.sha256(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""


def _finding(
    step: Step,
    code: str,
    file: str,
    verdict: Verdict = Verdict.DIFFERS,
    *,
    old: str = "",
    new: str = "",
) -> Finding:
    return Finding(step=step, verdict=verdict, code=code, file=file, old=old, new=new)


def _log(bundle: Bundle) -> list[Finding]:
    name = f"{bag.PAYLOAD}{records.LOG}"
    try:
        line = log.broken(bundle.path(records.LOG).read_bytes())
    except OSError:
        return []  # that it is missing has been told
    return [] if line is None else [_finding(Step.SEAL, "bundle-log-broken", name, new=str(line))]


def _recomputed(bundle: Bundle, same: bool) -> tuple[list[Finding], int]:
    """Return what the arithmetic, the replay and the outputs differ in, and the values compared."""
    closed = unmasking.still_masked(bundle)
    installed = _installed(bundle)
    made = replayed(
        bundle.tender,
        None if installed else bundle.knowledge,
        lang=_lang(bundle),
        written=same,
        run=bundle.run,
        data=bundle.folder / "data",
        assess=not closed,
    )
    findings, count = _arithmetic(made)
    if closed:
        findings += [_finding(Step.REPLAY, "replay-masked", f"{bag.PAYLOAD}{one.name}",
                              Verdict.CANNOT_TELL) for one in closed]  # fmt: skip
        return findings, count
    findings += [] if installed else [wholeness.library(bundle)]
    more, compared = _replay(bundle, made, same)
    findings += more
    if made.result is not None:
        findings += outputs.compared(bundle, made, same_engine=same)
        told = {one.file for one in findings}
        findings += [one for one in wholeness.compared(bundle, made, same_engine=same)
                     if one.file not in told]  # fmt: skip
    return findings, count + compared


def _lang(bundle: Bundle) -> str:
    lang = bundle.run.get("lang")
    return lang if isinstance(lang, str) and lang in LANGUAGES else LANGUAGES[0]


def _installed(bundle: Bundle) -> bool:
    """Tell whether the bundle's library is the installed one, whose caches spare half the time."""
    root = bundle.knowledge
    return knowledge.is_installed(
        {name: bag.sha256(path.read_bytes()) for name, path in knowledge.files(root).items()}
    )


def _arithmetic(made: Replay) -> tuple[list[Finding], int]:
    content = made.files.get(ARITHMETIC)
    said: Mapping[str, Any] = json.loads(content) if content else {"stopped": "-"}
    if "stopped" in said:
        told = _finding(Step.ARITHMETIC, "arithmetic-stopped", f"{bag.PAYLOAD}used",
                        Verdict.CANNOT_TELL, new=str(said["stopped"]))  # fmt: skip
        return [told], 0
    findings = [
        Finding(**{**one, "step": Step(one["step"]), "verdict": Verdict(one["verdict"])})
        for one in said["findings"]
    ]
    return findings, int(said["count"])


def _replay(bundle: Bundle, made: Replay, same: bool) -> tuple[list[Finding], int]:
    if made.result is None or remaking.MADE not in made.files:
        found = [_refused(one, same) for one in made.problems if one["severity"] == "error"]
        silent = _finding(Step.REPLAY, "replay-silent", f"{bag.PAYLOAD}{records.RESULT}",
                          Verdict.CANNOT_TELL)  # fmt: skip
        return found or [silent], 0
    result = comparing.results(bundle.result, made.result, same_engine=same, step=Step.REPLAY)
    rows = comparing.tables(_tables(bundle), made.tables, same_engine=same)
    findings = [*rows.findings, *result.findings]
    if not same:
        said = str(bundle.engine.get("carbon"))[:40]
        findings.append(_finding(Step.REPLAY, "engine-differs", f"{bag.PAYLOAD}{records.ENGINE}",
                                 Verdict.MATCH, old=said,
                                 new=str(engine.identity()["carbon"])))  # fmt: skip
    return findings, result.count + rows.count


def _refused(problem: Mapping[str, str], same: bool) -> Finding:
    """Return why there is no result now; the engine that gave one then must give one again."""
    decides = same and problem["code"] not in _NO_ANSWER
    verdict = Verdict.DIFFERS if decides else Verdict.CANNOT_TELL
    return _finding(Step.REPLAY, "replay-refused", problem["where"], verdict,
                    new=f"{problem['code']}: {problem['message']}")  # fmt: skip


def _tables(bundle: Bundle) -> dict[str, tuple[Row, ...]]:
    found = {}
    for name in records.KEYS:
        try:
            found[name] = tables.from_csv(bundle.path(name).read_bytes())
        except (OSError, ValueError):
            found[name] = ()
    return found


def _judgement(
    sha256: str,
    findings: Sequence[Finding],
    bundle: Bundle | None = None,
    same: bool | None = None,
    compared: int = 0,
) -> Judgement:
    steps = {step: _state(step, findings, bundle, same) for step in Step}
    return Judgement(
        verdict=_verdict(findings, steps),
        bundle_sha256=sha256,
        steps=steps,
        findings=tuple(findings),
        compared=compared,
        same_engine=same,
        engine=None if bundle is None else bundle.engine,
    )


def _state(
    step: Step, findings: Iterable[Finding], bundle: Bundle | None, same: bool | None
) -> State:
    of = {one.verdict for one in findings if one.step is step}
    if Verdict.DIFFERS in of:
        return State.DIFFERS
    if Verdict.CANNOT_TELL in of:
        return State.CANNOT_TELL
    early = (Step.CONTAINER, Step.SEAL)
    if bundle is None and (step not in early or _unread(findings)):
        return State.NOT_DONE
    replay = {one.verdict for one in findings if one.step is Step.REPLAY}
    if step is Step.OUTPUTS and (not same or Verdict.CANNOT_TELL in replay):
        return State.NOT_DONE
    if any(one.step is step and one.code == outputs.NOT_COMPARED for one in findings):
        return State.CANNOT_TELL
    return State.FINE


def _unread(findings: Iterable[Finding]) -> bool:
    return any(one.step is Step.CONTAINER for one in findings)


def _verdict(findings: Sequence[Finding], steps: Mapping[Step, State]) -> Verdict:
    if any(one.verdict is Verdict.DIFFERS for one in findings):
        return Verdict.DIFFERS
    fine = all(steps[one] is State.FINE for one in Step if one is not Step.OUTPUTS)
    doubt = any(one.verdict is Verdict.CANNOT_TELL for one in findings)
    return Verdict.MATCH if fine and not doubt else Verdict.CANNOT_TELL
