"""What the model computes on: device, number type, threads."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from transformers.utils import logging as transformers_logging

from mtqa.errors import ModelError

_KERNELS_KEPT = "16"
"""For oneDNN and PyTorch, which else keep half a megabyte for each of a thousand batch sizes."""
for _variable in ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"):
    os.environ.setdefault(_variable, _KERNELS_KEPT)

Ints = npt.NDArray[np.int32]
Item = TypeVar("Item")
Made = TypeVar("Made")


def choose_device(device: str) -> str:
    """The device that `auto` stands for, or the one that was asked for.

    Raises:
        ModelError: The device is not there.
    """
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if device == "auto":
        return next(name for name, is_there in there.items() if is_there)
    if not there.get(device, False):
        raise ModelError(f"device {device}: not on this machine; use --device auto")
    return device


def choose_dtype(device: str) -> torch.dtype:
    """bfloat16 where the processor is fast at it (CUDA, AMX, AVX512-BF16), else float32."""
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    if device == "cpu":
        can = torch.cpu.get_capabilities()
        return torch.bfloat16 if can.get("amx_bf16") or can.get("avx512_bf16") else torch.float32
    return torch.float32


def share_processor(among: int) -> None:
    """Leaves this process its share of the threads, where several run side by side."""
    torch.set_num_threads(max(1, torch.get_num_threads() // among))


def on_device(arrays: Sequence[Ints], device: str) -> list[torch.Tensor]:
    """The arrays on the device, moved there in one copy that nothing waits for."""
    if not arrays:
        return []
    joined = torch.from_numpy(np.concatenate(arrays))
    if device == "cuda":
        joined = joined.pin_memory()
    moved = joined.to(device, non_blocking=True)
    return list(moved.split([len(array) for array in arrays]))


class Lanes:
    """Threads that compute a batch each, side by side.

    PyTorch's own threads share one batch and wait for each other at every step. That is slow
    with matrices of this size, the more so where other work wants the processor, and where they
    cut a batch shows in its last bits. A GPU takes one batch after the other.
    """

    def __init__(self, device: str) -> None:
        """Starts as many threads as PyTorch would use.

        Args:
            device: What they compute on.
        """
        self._pool: ThreadPoolExecutor | None = None
        count = torch.get_num_threads()
        if device == "cpu" and count > 1:
            self._pool = ThreadPoolExecutor(
                count, "mtqa", initializer=torch.set_num_threads, initargs=(1,)
            )
            all_here = Barrier(count)
            list(self._pool.map(lambda _: all_here.wait(), range(count)))
            torch.set_num_threads(count)  # for all other threads, which the lanes' own took along

    def map(self, function: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """What the function makes of each item, in order."""
        return self._pool.map(function, items) if self._pool else map(function, items)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keeps the loading bars of transformers off the terminal."""
    shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()
