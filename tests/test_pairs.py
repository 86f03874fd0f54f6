"""What a checker takes for a pair, and what it says of anything else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import Checker, InputError, Pair, PairError, Report
from mtqa.pairs import as_pair

REFERENCE = "The council approved the budget on Monday. Nobody was hurt."
COPY = "On Monday the council passed the budget. No one was hurt."


@pytest.mark.parametrize(
    "given",
    [
        Pair(REFERENCE, COPY),
        (REFERENCE, COPY),
        [REFERENCE, COPY],
        {"reference": REFERENCE, "copy": COPY},
        {"copy": COPY, "source": "wire", "reference": REFERENCE, "id": None},
        OrderedDict(copy=COPY, reference=REFERENCE),
        MappingProxyType({"reference": REFERENCE, "copy": COPY}),
    ],
)
def test_a_pair_in_any_of_its_forms_is_the_same_pair(given: Any) -> None:
    pair = as_pair(given, 1)
    assert (pair.reference, pair.copy, pair.id) == (REFERENCE, COPY, None)


@pytest.mark.parametrize(("key", "expected"), [("a1", "a1"), (7, "7"), ("", None), (None, None)])
def test_a_mapping_may_have_an_id(key: object, expected: str | None) -> None:
    assert as_pair({"reference": "a", "copy": "b", "id": key}, 1).id == expected


def test_a_mapping_may_name_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Given in a file.", "utf-8")
    pair = as_pair({"reference_path": tmp_path / "one.txt", "copy": "b"}, 1)
    assert (pair.reference, pair.reference_name) == (
        "Given in a file.",
        str(tmp_path / "one.txt"),
    )
    with pytest.raises(InputError, match="no such file"):
        as_pair({"reference_path": "two.txt", "copy": "b"}, 1)
    for outside in ("/etc/passwd", "../one.txt", Path("/")):
        with pytest.raises(InputError, match="outside the working directory"):
            as_pair({"reference_path": outside, "copy": "b"}, 1)
    with pytest.raises(InputError, match="give one of them"):
        as_pair({"reference_path": "x", "reference": "y", "copy": "b"}, 1)


@pytest.mark.parametrize(
    "given",
    [
        "ab",
        b"ab",
        {"a", "b"},
        None,
        7,
        object(),
        (REFERENCE,),
        ("7", REFERENCE, COPY),
        (REFERENCE, None),
        (b"a", b"b"),
        [[REFERENCE], [COPY]],
        Pair(REFERENCE, None),  # type: ignore[arg-type]
        Pair(REFERENCE, COPY, id=7),  # type: ignore[arg-type]
        {},
        {"reference": REFERENCE},
        {"ref": REFERENCE, "mt": COPY},
        {"reference": REFERENCE, "copy": 7},
        (text for text in (REFERENCE, COPY)),
    ],
    ids=repr,
)
def test_anything_else_is_a_type_error_that_names_the_item(checker: Checker, given: Any) -> None:
    with pytest.raises(TypeError, match=r"^pair 3\b") as refused:
        as_pair(given, 3)
    assert "\n" not in str(refused.value)
    reports = checker.check_many([(REFERENCE, COPY), (REFERENCE, COPY), given])
    assert isinstance(next(reports), Report)
    assert isinstance(next(reports), Report)
    with pytest.raises(TypeError, match=r"^pair 3\b"):
        next(reports)


@pytest.mark.parametrize("pairs", ["ab", {"reference": "a", "copy": "b"}, ("ab", "cd")])
def test_one_text_or_row_in_place_of_many_is_refused(checker: Checker, pairs: Any) -> None:
    with pytest.raises(TypeError, match=r"^pair 1\b"):
        list(checker.check_many(pairs))


@pytest.mark.parametrize("wrong", [None, b"text", 7, ["text"], Path("text")])
def test_check_names_the_argument_that_is_no_text(checker: Checker, wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"^reference is"):
        checker.check(wrong, COPY)
    with pytest.raises(TypeError, match=r"^copy is"):
        checker.check(REFERENCE, wrong)
    with pytest.raises(TypeError, match="id is"):
        checker.check(REFERENCE, COPY, id=7)  # type: ignore[arg-type]


good = st.just((REFERENCE, COPY))
bad = st.sampled_from([("", COPY), (REFERENCE, "\0"), None, "ab", {"copy": COPY}, ("a", "b", "c")])


@given(st.lists(good | bad, max_size=12))
def test_a_bad_pair_is_answered_at_its_place(checker: Checker, pairs: list[Any]) -> None:
    answers = list(checker.check_many(pairs, on_error="yield"))
    assert len(answers) == len(pairs)
    for given_pair, answer in zip(pairs, answers, strict=True):
        assert isinstance(answer, Report if given_pair == (REFERENCE, COPY) else PairError)


def test_the_error_of_a_pair_says_what_a_batch_says(checker: Checker) -> None:
    [error] = checker.check_many([{"id": "x", "reference": "", "copy": "b"}], on_error="yield")
    assert isinstance(error, PairError)
    assert (error.id, error.kind) == ("x", "empty")
    assert error.to_dict() == {"id": "x", "error": {"kind": "empty", "message": error.message}}


def test_another_way_of_on_error_is_refused(checker: Checker) -> None:
    with pytest.raises(ValueError, match="must be raise or yield"):
        next(checker.check_many([], on_error="ignore"))  # type: ignore[call-overload]


def test_what_an_iterable_raises_comes_behind_the_pairs_before_it(checker: Checker) -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        yield REFERENCE, COPY
        yield REFERENCE, COPY
        raise ZeroDivisionError("out of rows")

    reports = checker.check_many(pairs())
    assert [next(reports).verdict for _ in range(2)]
    with pytest.raises(ZeroDivisionError):
        next(reports)


def test_a_report_can_stand_in_a_set(checker: Checker) -> None:
    one, other = (checker.check(REFERENCE, COPY) for _ in range(2))
    assert len({one, other}) == 1
