"""What the model computes on: device and number type, and its share of the threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from mtqa.errors import ModelError

Ints = npt.NDArray[np.int32]


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


def on_host(parts: Sequence[torch.Tensor]) -> npt.NDArray[Any]:
    """The parts joined along their first dimension, copied from the device at once.

    On a CPU it is NumPy that joins them: PyTorch would start threads for that, on which a forked
    process waits for ever.
    """
    if parts[0].device.type == "cpu":
        return np.concatenate([part.numpy() for part in parts])
    return np.asarray(torch.cat(list(parts)).cpu().numpy())
