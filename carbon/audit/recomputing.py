"""The work of the replaying process: assess, write, and say what stopped it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from carbon import language, resources
from carbon.audit import arithmetic, records, remaking
from carbon.audit.bundling import computed_members
from carbon.audit.masking import withheld
from carbon.audit.received import received
from carbon.audit.records import ANSWER, ARITHMETIC, WRITTEN
from carbon.problems import CarbonError, Problem, error
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment

_Request = Mapping[str, Any]
_RESULT = "result.json"


def answered(request: _Request, out: Path) -> None:
    """Compute what a request asks for, and leave it in a folder.

    Whatever goes wrong becomes a problem in the answer: the folder is from outside, and a trace of
    our own code tells its reader nothing.
    """
    if request["data"] is not None:
        _put(out / ARITHMETIC, _json(_arithmetic(request)))
    try:
        problems = _assessed(request, out) if request["assess"] else []
    except CarbonError as reason:
        problems = [error("replay-stopped", "-", found=str(reason).splitlines()[0])]
    except (Exception, MemoryError) as reason:
        problems = [error("replay-stopped", "-", found=f"{type(reason).__name__}: {reason}")]
    told = [language.described(one, request["lang"]) for one in problems]
    _put(out / ANSWER, _json({"problems": told}))


def _arithmetic(request: _Request) -> Mapping[str, Any]:
    try:
        return arithmetic.answer(Path(request["data"]), Path(request["tender"]))
    except (Exception, MemoryError) as reason:
        return {"stopped": f"{type(reason).__name__}: {reason}"[:200]}


def _assessed(request: _Request, out: Path) -> list[Problem]:
    from carbon.tender.doubt.assessing import with_doubt

    folder, lang = Path(request["tender"]), request["lang"]
    assessment, problems = assess_folder(folder, lang=lang, held_to_lock=request["held_to_lock"])
    if assessment is None:
        return problems
    if request["doubt"]:
        assessment = with_doubt(assessment)
    outputs = {_RESULT: _result(assessment, lang)}
    if request["written"]:
        outputs = _written(request, assessment, out)
    _put(out / records.RESULT, outputs[_RESULT])
    if request["data"] is not None:
        return [*problems, *remaking.remade(request, assessment, outputs, out)]
    files, _ = received(folder)
    secret = withheld(assessment.library, resources.factors_folder())
    for name, content in computed_members(folder, files, assessment, secret).items():
        _put(out / name, content)
    return problems


def _result(assessment: Assessment, lang: str) -> bytes:
    from carbon.outputs.result import result

    text = language.json_text(result(assessment, lang), sort_keys=True)
    return f"{text}\n".encode()


def _written(request: _Request, assessment: Assessment, out: Path) -> dict[str, bytes]:
    """Return what `carbon evaluate` writes, by name; outputs are also left in a folder."""
    from carbon.outputs.evaluation import write_all

    paths = write_all(assessment, out / WRITTEN, request["lang"])
    outputs = {path.name: path.read_bytes() for path in paths}
    (out / WRITTEN / _RESULT).unlink()
    if request["run"].get("records"):
        documents = _documents(request, assessment)
        for name, content in documents.items():
            _put(out / WRITTEN / name, content)
        outputs |= documents
    return outputs


def _documents(request: _Request, assessment: Assessment) -> Mapping[str, bytes]:
    """Return the records. They print the environment they came of: the one that is recorded."""
    from carbon.outputs import records as outputs
    from carbon.problems import has_errors
    from carbon.tender.protocol.proceedings import gathered

    of, problems = gathered(Path(request["tender"]), assessment)
    if of is None or has_errors(problems):
        return {}
    of = replace(of, environment=remaking.environment(request["run"]))
    return outputs.records(of, request["lang"]).documents


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _json(content: object) -> bytes:
    return json.dumps(content, sort_keys=True).encode()
