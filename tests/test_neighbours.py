"""A library among others: nothing in its process is other than before, whatever was checked."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import ThreadpoolController

from mtqa import Checker, MtqaError
from mtqa.alignment.word_alignment import Match
from mtqa.threads import BlasLimit

SEED = Path(__file__).parent.parent / "seeds" / "forum"
REFERENCE, COPY = ((SEED / f"{side}.txt").read_text("utf-8") for side in ("reference", "copy"))

STATE = """
import csv, logging, os, sys, threading, warnings
import numpy, scipy.optimize, scipy.sparse.csgraph, torch
from concurrent.futures import ThreadPoolExecutor
from threadpoolctl import threadpool_info

def in_new_thread(function):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function).result()

def state():
    blas = {
        pool["filepath"]: pool["num_threads"] for pool in in_new_thread(threadpool_info)
        if pool["user_api"] == "blas"
    }
    loggers = {
        name: (logger.level, logger.disabled, len(logger.handlers))
        for name in before_loggers for logger in [logging.getLogger(name)]
    }
    return {
        "environment": dict(os.environ),
        "csv": csv.field_size_limit(),
        "torch here": torch.get_num_threads(),
        "torch in new threads": in_new_thread(torch.get_num_threads),
        "torch's seed": torch.initial_seed(),
        "torch's random state": torch.get_rng_state().sum().item(),
        "dtype": torch.get_default_dtype(),
        "gradients": torch.is_grad_enabled(),
        "blas": blas,
        "loggers": loggers,
        "warnings": list(warnings.filters),
        "hooks": (sys.excepthook, threading.excepthook),
        "threads": threading.active_count(),
    }

before_loggers = [None, *logging.root.manager.loggerDict]
torch.set_num_threads(3)
before = state()
import mtqa
assert state() == before, "import"
from mtqa import Checker
checker = Checker(device="cpu")
unlike = {k: v for k, v in state().items() if v != before[k] and k != "threads"}
assert not unlike, unlike
reference, copy = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
with ThreadPoolExecutor(4) as threads:
    copies = [copy + f" Nobody counted {n} boats." for n in range(12)]
    reports = list(threads.map(lambda one: checker.check(reference, one).to_json(), copies))
    assert len(set(reports)) == 12
checker.close()
unlike = {k: (v, before[k]) for k, v in state().items() if v != before[k]}
assert not unlike, unlike
"""


def test_nothing_in_the_process_is_other_than_before() -> None:
    paths = [str(SEED / f"{side}.txt") for side in ("reference", "copy")]
    done = subprocess.run(
        [sys.executable, "-c", STATE, *paths], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def blas_threads() -> list[int]:
    """How many threads each BLAS of this process has."""
    pools = ThreadpoolController().select(user_api="blas").info()
    return [int(pool["num_threads"]) for pool in pools]


def set_threads(libraries: list[Any], counts: list[int]) -> None:
    for library, count in zip(libraries, counts, strict=True):
        library.set_num_threads(count)
        getattr(library, "clear_controlling_thread", lambda: None)()


@pytest.fixture
def two_blas_threads() -> Iterator[None]:
    """Two threads for every BLAS, also on a machine of one core."""
    libraries = ThreadpoolController().select(user_api="blas").lib_controllers
    before = [library.num_threads for library in libraries]
    set_threads(libraries, [2] * len(libraries))
    assert set(blas_threads()) == {2}
    yield
    set_threads(libraries, before)


@pytest.mark.usefixtures("two_blas_threads")
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_last_user_takes_the_limit_of_blas_back_in_whatever_order_they_leave(
    order: tuple[int, int, int],
) -> None:
    limit = BlasLimit()
    users = [ThreadPoolExecutor(1) for _ in order]
    within = [limit.one_thread() for _ in order]
    for user, context in zip(users, within, strict=True):
        user.submit(context.__enter__).result()
    for number in order:
        assert set(blas_threads()) == {1}
        users[number].submit(within[number].__exit__, None, None, None).result()
    assert set(blas_threads()) == {2}
    for user in users:
        user.shutdown()


@pytest.mark.usefixtures("two_blas_threads")
def test_many_threads_leave_blas_as_it_was() -> None:
    limit = BlasLimit()

    def come_and_go() -> None:
        for _ in range(200):
            with limit.one_thread():
                pass

    threads = [threading.Thread(target=come_and_go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(blas_threads()) == {2}


@pytest.mark.usefixtures("two_blas_threads")
def test_an_error_within_the_limit_takes_it_back() -> None:
    limit = BlasLimit()
    with pytest.raises(ZeroDivisionError), limit.one_thread():
        1 / 0  # noqa: B018
    assert set(blas_threads()) == {2}


def own_threads() -> set[str]:
    """Names of the threads of checkers."""
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("mtqa")}


def test_a_checker_that_is_closed_leaves_no_threads_and_checks_nothing() -> None:
    before = own_threads()
    with Checker(device="cpu") as checker:
        checker.check(REFERENCE, COPY)
    checker.close()
    assert own_threads() <= before
    for text in (COPY, "Nothing of this was ever read."):
        with pytest.raises(MtqaError, match=r"^this checker is closed; make a new one$"):
            checker.check(REFERENCE, text)


def test_a_generator_that_is_left_over_when_its_checker_is_closed_says_so() -> None:
    with Checker(device="cpu", cache=0) as checker:
        checker.check(REFERENCE, COPY)
        reports = checker.check_many([(REFERENCE, f"{COPY} {n}") for n in range(300)])
        next(reports)
    with pytest.raises(MtqaError, match="is closed"):
        list(reports)


def test_a_checker_that_is_garbage_leaves_no_threads() -> None:
    code = """
import gc, sys, threading
from mtqa import Checker
checker = Checker(device="cpu")
checker.check(*(open(path, encoding="utf-8").read() for path in sys.argv[1:]))
lanes = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
del checker
gc.collect()
for thread in lanes:
    thread.join()
print(len(lanes), threading.active_count())
"""
    done = run(code)
    assert done.stderr == ""
    assert int(done.stdout.split()[1]) == 1


FORKING = """
import multiprocessing, os, sys, threading
from mtqa import Checker
reference, copy = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
checker = Checker(device="cpu")
copies = [copy + f" Nobody counted {number} boats." for number in range(3)]
held = []
%s

def in_child(queue):
    %s
    queue.put([checker.check(reference, one).to_json() for one in copies])

context = multiprocessing.get_context("fork")
queue = context.Queue()
child = context.Process(target=in_child, args=(queue,))
child.start()
for lock in held:
    lock.release()
made = queue.get()
child.join()
assert made == [checker.check(reference, one).to_json() for one in copies]
print(child.exitcode)
"""

HELD = """
from mtqa.threads import BLAS
from mtqa.encoding.lanes import _START
held = [BLAS._lock, checker._cache._lock, checker._reader._lanes._lock, _START._lock]
for lock in held:
    lock.acquire()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize(
    ("before", "child"),
    [
        ("pass", "pass"),
        ("checker.check(reference, copy)", "pass"),
        ("checker.check(reference, copy)", "global checker; checker = Checker(device='cpu')"),
        (HELD, "pass"),
    ],
    ids=["unused", "used", "another checker", "locks held by a thread"],
)
def test_a_forked_process_checks_what_its_parent_never_read(before: str, child: str) -> None:
    done = run(FORKING % (before, child))
    assert (done.stdout, done.stderr) == ("0\n", "")


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Python with the paths of a pair; a process that hangs is ended."""
    paths = [str(SEED / f"{side}.txt") for side in ("reference", "copy")]
    return subprocess.run(
        [sys.executable, "-c", code, *paths],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_a_checker_works_in_asyncio(checker: Checker) -> None:
    async def many() -> list[str]:
        checks = [asyncio.to_thread(checker.check, REFERENCE, f"{COPY} {n}.") for n in range(4)]
        return [report.to_json() for report in await asyncio.gather(*checks)]

    made = asyncio.run(many())
    assert made == [checker.check(REFERENCE, f"{COPY} {n}.").to_json() for n in range(4)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_is_not_held_up_by_a_cached_property_that_a_thread_computes() -> None:
    prop = vars(Match)["edits"]
    if not hasattr(prop, "lock"):
        pytest.skip("cached properties have no lock from Python 3.12 on")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with prop.lock:
            held.set()
            done.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(60)
    child = os.fork()
    if child == 0:
        os._exit(0 if prop.lock.acquire(blocking=False) else 1)
    done.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0
