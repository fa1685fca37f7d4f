"""YAML as people mean it, with the surprises refused and the line named."""

from __future__ import annotations

import pytest

from carbon import yamlfile


def test_words_and_times_stay_what_people_wrote() -> None:
    content, problems = yamlfile.parse("a: NO\nb: 12:30\nc: 012\nd: 2027-03-01\ne: 3.10\n", "x")
    assert not problems
    assert content == {"a": "NO", "b": "12:30", "c": "012", "d": "2027-03-01", "e": 3.10}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "yaml-key-twice", 2),
        ("a: !!python/object/apply:os.system [x]\n", "yaml-tag", 1),
        ("a: &x [1]\nb: *x\n", "yaml-anchor", 1),
        ("a: &x\n  b: *x\n", "yaml-anchor", 1),
        ("? [1, 2]\n: 3\n", "yaml-key", 1),
        ("a: [1\n", "yaml-syntax", 2),
        ("x: " + "[" * 60 + "]" * 60, "yaml-too-deep", 1),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, code: str, line: int) -> None:
    content, problems = yamlfile.parse(text, "f.yaml")
    assert content is None
    assert [(p.code, p.where) for p in problems] == [(code, f"f.yaml:{line}")]


def test_a_billion_laughs_are_refused_before_they_are_told() -> None:
    lines = ["a0: &a0 [x, x]"] + [
        f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 30)
    ]
    content, problems = yamlfile.parse("\n".join(lines), "f.yaml")
    assert content is None
    assert problems[0].code == "yaml-anchor"


def test_every_mapping_knows_its_line_and_its_keys_lines() -> None:
    content, _ = yamlfile.parse("a:\n  b: 1\n  c: 2\n", "f.yaml")
    assert content["a"].line == 2
    assert content["a"].key_lines == {"b": 2, "c": 3}


def test_a_number_that_nobody_means_stays_text() -> None:
    content, _ = yamlfile.parse("a: " + "9" * 5000, "f.yaml")
    assert content["a"] == "9" * 5000


@pytest.mark.parametrize(
    "tower", ["[" * 500_000, "{a: " * 500_000, "- " * 500_000, "[\n" * 300_000]
)
def test_a_tower_of_brackets_is_refused_before_it_ends_the_process(tower: str) -> None:
    content, problems = yamlfile.parse(tower, "f.yaml")
    assert content is None
    assert [p.code for p in problems] == ["yaml-too-deep"]
