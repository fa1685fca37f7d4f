"""One measurement at one size, printed as JSON: python -m benchmarks.harness.one ID SIZE ROUNDS."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from benchmarks.harness import registry


def main() -> None:
    """Measure and print."""
    id, size, rounds = sys.argv[1:]
    found = registry.every()[id].measure(int(size), int(rounds))
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
