"""The checker: many pairs, lazily and in order; what is read once is not read again."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import encoded

from mtqa import Checker, InputError, Pair, PairError, registry
from mtqa.checker import WINDOW_PAIRS
from mtqa.encoding.cache import SentenceCache
from mtqa.text.annotations import EncodedSentence, PairReading, WordPair

ARTICLE = "Ada Quist closed the harbour on Monday. Nobody was hurt when the boats left."


class Recording:
    """A toy reader that notes what it was asked to read."""

    signature = "toy"
    appetite = 1000

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, each by itself."""
        self.asked.append(list(sentences))
        return [encoded(sentence) for sentence in sentences]

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads nothing."""
        return [None] * len(pairs)

    def close(self) -> None:
        """Has no threads to end."""


def recording(cache: int = 1_000_000) -> tuple[Checker, Recording]:
    """A checker with such a reader."""
    checker, reader = Checker(device="cpu", cache=cache), Recording()
    checker._reader = reader
    return checker, reader


def test_reports_come_in_the_order_of_the_pairs_and_are_those_of_single_checks(
    checker: Checker,
) -> None:
    copies = [ARTICLE.replace("Monday", day) for day in ("Monday", "Friday", "Sunday")]
    many = list(checker.check_many(Pair(ARTICLE, copy, id=copy) for copy in copies))
    assert [report.id for report in many] == copies
    for copy, report in zip(copies, many, strict=True):
        assert report.to_json() == checker.check(ARTICLE, copy, id=copy).to_json()


@pytest.mark.parametrize("copy", [ARTICLE, f" {ARTICLE}", ARTICLE.split(".")[0] + ".", "Who?"])
def test_the_quality_is_the_linked_share_times_the_fidelity(checker: Checker, copy: str) -> None:
    scores = checker.check(ARTICLE, copy).scores
    assert scores.linked is not None
    wanted = 100 * scores.linked * scores.fidelity
    assert scores.quality == pytest.approx(wanted, abs=0.11)  # of unrelated texts up to 0.1 is left


def test_each_mention_of_a_finding_has_its_place_in_the_text_as_given(checker: Checker) -> None:
    reference = "Whistler\u200b lies in the hills.\n\nEvery winter Whistler is full of guests."
    copy = "Wesler lies\u200b in the hills.\n\nEvery winter Wesler is crowded with guests."
    [finding] = checker.check(reference, copy).findings
    assert finding.mentions == 2
    for mention in finding.all_mentions:
        for text, place in ((reference, mention.reference), (copy, mention.copy)):
            assert place is not None
            assert place.text == text[place.start : place.end]
            assert place.text in ("Whistler", "Wesler")


def test_the_weights_stand_in_the_signature_and_change_no_score(checker: Checker) -> None:
    copy = ARTICLE.replace("Monday", "Friday")
    one, other = (
        each.check(ARTICLE, copy) for each in (checker, Checker(device="cpu", weights="mqm"))
    )
    assert one.signature.endswith("|weights:wmt")
    assert other.signature == one.signature.replace("|weights:wmt", "|weights:mqm")
    assert (one.penalties.preset, other.penalties.preset) == ("wmt", "mqm")
    assert one.scores == other.scores


def test_weights_that_are_unknown_are_refused() -> None:
    with pytest.raises(ValueError, match="'heavy' is not a valid Preset"):
        Checker(device="cpu", weights="heavy")


def test_fast_and_another_effort_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="fast contradicts effort thorough"):
        Checker(device="cpu", effort="thorough", fast=True)


def test_the_signature_shows_the_effort(checker: Checker, fast_checker: Checker) -> None:
    assert "|pairs:" in checker.signature
    assert "|pairs:" not in fast_checker.signature


def test_pairs_may_be_tuples() -> None:
    checker, _ = recording()
    assert len(list(checker.check_many([(ARTICLE, ARTICLE)]))) == 1


def test_no_pairs_give_no_reports() -> None:
    checker, _ = recording()
    assert list(checker.check_many([])) == []


@pytest.mark.parametrize(("characters", "most"), [(10, WINDOW_PAIRS), (300, 2), (5000, 1)])
def test_pairs_are_taken_only_as_they_are_needed(characters: int, most: int) -> None:
    checker, _ = recording()
    taken = count()
    text = ("word " * characters)[:characters]
    endless = (Pair(text, text) for _ in taken)
    list(islice(checker.check_many(endless), 1))
    assert next(taken) <= 2 * most


def test_a_bad_pair_is_refused_after_the_reports_before_it() -> None:
    checker, _ = recording()
    pairs = [Pair(ARTICLE, ARTICLE, id="good"), Pair(ARTICLE, " ", id="bad")]
    reports = checker.check_many(pairs)
    assert next(reports).id == "good"
    with pytest.raises(InputError, match="copy: holds no text"):
        next(reports)


def test_an_article_that_comes_again_is_read_once() -> None:
    checker, reader = recording()
    pairs = [(ARTICLE, ARTICLE.replace("Monday", f"day {n}")) for n in range(30)]
    assert len(list(checker.check_many(pairs))) == 30
    read = [sentence for asked in reader.asked for sentence in asked]
    assert len(read) == len(set(read)) == 2 + 30
    assert len(reader.asked) > 2


def test_without_a_cache_each_pair_is_read_for_itself() -> None:
    pairs = [(ARTICLE, ARTICLE)] * 5
    with_cache, _ = recording()
    without, reader = recording(cache=0)
    one, other = (list(checker.check_many(pairs)) for checker in (with_cache, without))
    assert [report.to_json() for report in one] == [report.to_json() for report in other]
    assert sum(len(asked) for asked in reader.asked) == 2 * len(pairs)


def entries() -> Iterator[tuple[str, EncodedSentence]]:
    for number in count():
        text = f"Sentence number {number}."
        yield text, encoded(text)


def test_the_cache_forgets_what_was_used_longest_ago() -> None:
    first, second, third = islice(entries(), 3)
    probe = SentenceCache(1 << 30)
    probe.keep(*first)
    cache = SentenceCache(2 * probe.used)
    cache.keep(*first)
    cache.keep(*second)
    assert cache.find(first[0]) is first[1]
    cache.keep(*third)
    assert cache.find(second[0]) is None
    assert cache.find(first[0]) is first[1]


@settings(deadline=None)
@given(st.integers(0, 40_000), st.integers(0, 20))
def test_the_cache_never_holds_more_than_it_may(size: int, number: int) -> None:
    cache = SentenceCache(size)
    for text, sentence in islice(entries(), number):
        cache.keep(text, sentence)
        assert cache.used <= size
    assert (cache.used == 0) == (cache.find(f"Sentence number {number - 1}.") is None)


def test_a_sentence_that_is_kept_twice_counts_once() -> None:
    text, sentence = next(entries())
    cache = SentenceCache(1_000_000)
    cache.keep(text, sentence)
    once = cache.used
    for _ in range(1000):
        cache.keep(text, encoded(text))
    assert cache.used == once


def test_threads_that_share_a_cache_fill_it_with_what_it_says_it_holds() -> None:
    made = list(islice(entries(), 60))
    cache = SentenceCache(sum(map(size_alone, made)) // 2)

    def keep_all() -> None:
        for text, sentence in made * 20:
            if cache.find(text) is None:
                cache.keep(text, sentence)

    threads = [Thread(target=keep_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.used == sum(size_alone(each) for each in made if cache.find(each[0]))
    assert cache.used > cache.size // 2


def size_alone(entry: tuple[str, EncodedSentence]) -> int:
    cache = SentenceCache(1 << 30)
    cache.keep(*entry)
    return cache.used


def test_the_signature_changes_with_the_code(tmp_path: Path) -> None:
    package = tmp_path / "mtqa"
    shutil.copytree(Path(registry.__file__).parent, package)

    def signed() -> str:
        code = "from mtqa.registry import code_signature; print(code_signature())"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": ""},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    assert signed() == registry.code_signature()
    module = package / "scoring" / "verdict.py"
    text = module.read_text("utf-8")
    module.write_text(f"{text}\n# one more line\n", "utf-8")
    assert signed() != registry.code_signature()
    module.write_bytes(text.replace("\n", "\r\n").encode())
    assert signed() == registry.code_signature()


def test_code_and_limits_stand_in_the_signature() -> None:
    checker, _ = recording()
    parts = checker.signature.split("|")
    limits = (registry.models_folder() / "calibration" / "calibration.json").read_bytes()
    assert registry.code_signature() in parts
    assert f"calibration:{hashlib.sha256(limits).hexdigest()[:8]}" in parts


def test_a_user_of_the_library_sees_nothing_of_the_log() -> None:
    code = "import logging, mtqa; logging.getLogger('mtqa.checker').warning('seen')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("mtqa")]


def test_the_log_says_what_reads_and_what_each_window_holds(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, "mtqa"):
        checker, _ = recording()
        for copy in (ARTICLE.replace("closed", "shut"), ARTICLE):
            checker.check(ARTICLE, copy)
    device, made, *steps = logged(caplog)
    assert re.fullmatch(r"device cpu, threads \d+", device)
    assert made == f"checker {checker.signature}, cache of 1000000 bytes"
    assert steps == [
        "window: pairs 1, characters 150",
        "sentences in the cache: 0 of 3",
        "groups for the pair reader: 1",
        "groups too long for the pair reader: 1 of 1",
        "window: pairs 1, characters 152",
        "sentences in the cache: 2 of 2",
        "groups for the pair reader: 0",
    ]


def test_no_word_of_an_article_stands_in_the_log(
    checker: Checker, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Zyxgate quorvex blenthorp vastrigal mumblequist".split()
    text = f"{words[0]} {words[1]} the {words[2]}. It {words[3]} 8.1 percent of {words[4]}."
    copies = [text.replace("8.1", "81"), text.replace("vastrigal", "never vastrigal"), "\0" + text]
    with caplog.at_level(logging.DEBUG):
        pairs = [Pair(text, copy, words[0], words[1], words[2]) for copy in copies]
        results = list(checker.check_many(pairs, on_error="yield"))
    assert [isinstance(result, PairError) for result in results] == [False, False, True]
    assert logged(caplog)
    said = " ".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    for word in (*words, "8.1", "percent"):
        assert word.casefold() not in said.casefold()
