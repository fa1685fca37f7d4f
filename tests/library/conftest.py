from __future__ import annotations

from pathlib import Path

import pytest

from carbon.library import load
from carbon.library.records import Library
from tests.library import small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.write(tmp_path / "factors")


@pytest.fixture
def library(folder: Path) -> Library:
    return load.load(folder)


@pytest.fixture(scope="session")
def real() -> Library:
    return load.load()
