"""Chooses device and number type, and moves arrays to and from the device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from mtqa.errors import ModelError

Ints = npt.NDArray[np.int32]


def choose_device(device: str) -> str:
    """The requested device; the best available one for `auto`.

    Raises:
        ModelError: The device is not available.
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
    """bfloat16 if the hardware supports it (CUDA, AMX, AVX512-BF16), else float32."""
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    if device == "cpu":
        can = torch.cpu.get_capabilities()
        return torch.bfloat16 if can.get("amx_bf16") or can.get("avx512_bf16") else torch.float32
    return torch.float32


def share_processor(among: int) -> None:
    """Reduces the threads of this process to its share among several processes."""
    torch.set_num_threads(max(1, torch.get_num_threads() // among))


def on_device(arrays: Sequence[Ints], device: str) -> list[torch.Tensor]:
    """The arrays on the device, moved in one asynchronous copy."""
    if not arrays:
        return []
    joined = torch.from_numpy(np.concatenate(arrays))
    if device == "cuda":
        joined = joined.pin_memory()
    moved = joined.to(device, non_blocking=True)
    return list(moved.split([len(array) for array in arrays]))


def on_host(parts: Sequence[torch.Tensor]) -> npt.NDArray[Any]:
    """The parts joined along their first dimension, copied from the device at once.

    On a CPU, NumPy joins them: PyTorch would start threads, on which a forked process would wait
    forever.
    """
    if parts[0].device.type == "cpu":
        return np.concatenate([part.numpy() for part in parts])
    return np.asarray(torch.cat(list(parts)).cpu().numpy())
