"""Writes the weights of a trained pair reader as they are released: matrices in int8.

usage: python -m models.reader.export RELEASED OUT [--latin TOKENIZER] [--shared] [--parts N]

RELEASED is the file that train.py wrote, OUT the file to write; with `--parts` there are several,
with numbers before the suffix. `--shared` leaves out the word embeddings: the reader takes those of
the embedded model. `--latin` leaves out the tokens of TOKENIZER in other scripts.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from tokenizers import Tokenizer

WORDS = "embeddings.word_embeddings.weight"
HEADS = ("tags.", "kinds.", "rank.", "links.")
LARGEST = 127


def quantized(weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix in int8, and the scale of each row."""
    scale = weights.abs().amax(1).clamp(min=1e-12) / LARGEST
    return (weights / scale[:, None]).round().to(torch.int8), scale.float()


def exported(
    weights: dict[str, torch.Tensor], vocabulary: torch.Tensor | None, *, is_shared: bool
) -> dict[str, torch.Tensor]:
    """The tensors to release.

    Args:
        weights: The trained ones.
        vocabulary: The ids of the tokens to keep, sorted; None for all.
        is_shared: Whether to leave out the word embeddings.
    """
    made = {}
    for name, value in weights.items():
        if name == WORDS:
            if is_shared:
                continue
            if vocabulary is not None:
                value, made["vocabulary"] = value[vocabulary.long()], vocabulary
        if value.ndim < 2 or name.startswith(HEADS) or "relative_attention_bias" in name:
            made[name] = value.float().contiguous()
        else:
            made[name], made[f"{name}.scale"] = quantized(value.float())
    return made


def kept_tokens(tokenizer: Tokenizer) -> torch.Tensor:
    """The ids of the tokens of English texts: those in Latin script, signs and special tokens."""
    ids = [
        index
        for token, index in tokenizer.get_vocab().items()
        if not token.startswith("[unused") and all(map(_is_latin, token))
    ]
    return torch.tensor(sorted(ids), dtype=torch.int32)


def _is_latin(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN")


def parts_of(made: dict[str, torch.Tensor], count: int) -> list[dict[str, torch.Tensor]]:
    """The tensors in files of similar sizes."""
    total = sum(value.nbytes for value in made.values())
    parts: list[dict[str, torch.Tensor]] = [{}]
    size = 0
    for name, value in made.items():
        if size >= total / count * len(parts) and len(parts) < count:
            parts.append({})
        parts[-1][name] = value
        size += value.nbytes
    return parts


def main() -> None:
    """Writes the files."""
    options = argparse.ArgumentParser()
    options.add_argument("released", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--shared", action="store_true")
    options.add_argument("--latin", type=Path)
    options.add_argument("--parts", type=int, default=1)
    chosen = options.parse_args()
    with safe_open(chosen.released, "pt") as file:
        about = file.metadata()
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    vocabulary = None
    if chosen.latin:
        vocabulary = kept_tokens(Tokenizer.from_file(str(chosen.latin)))
        print(len(vocabulary), "tokens kept")
    made = exported(weights, vocabulary, is_shared=chosen.shared)
    for number, part in enumerate(parts_of(made, chosen.parts), 1):
        path = chosen.out
        if chosen.parts > 1:
            path = path.with_name(f"{path.stem}-{number}{path.suffix}")
        save_file(part, path, metadata=about)
        print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")
    print(json.dumps(about))


if __name__ == "__main__":
    main()
