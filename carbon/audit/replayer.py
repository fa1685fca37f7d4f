"""The replaying process, run as a program: it chooses the library, then computes what is asked.

A request comes in on standard input; what it makes lies in the folder that the request names.
Nothing that computes is imported before the library is chosen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from carbon import resources

MOST_BYTES = 6 << 30  # of address space; of one file written, a sixth of it


def main() -> None:
    """Answer one request; everything that computes is imported after the library is chosen."""
    request = json.loads(sys.stdin.buffer.read())
    _limit()
    if request["knowledge"] is not None:
        resources.use_factors(Path(request["knowledge"]))
    from carbon.audit import recomputing

    recomputing.answered(request, Path(request["out"]))


def _limit() -> None:
    if sys.platform == "win32":
        return  # no such limits there; the time limit of the parent holds
    import resource

    for kind, wanted in ((resource.RLIMIT_AS, MOST_BYTES), (resource.RLIMIT_FSIZE, MOST_BYTES // 6),
                         (resource.RLIMIT_CORE, 0)):  # fmt: skip
        _, hard = resource.getrlimit(kind)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main()
