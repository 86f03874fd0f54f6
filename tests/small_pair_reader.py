"""A pair reader with small random weights, and the model of the library with the same weights."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from mtqa.registry import ModelFiles, weights_digest

WORDS = "the old harbour wall fell in a storm that nobody had seen coming paris riga".split()
SPECIAL = {"bert": ("[CLS]", "[SEP]"), "mpnet": ("<s>", "</s>")}
EPSILON = {"bert": "1e-12", "mpnet": "1e-05"}
Tensors = dict[str, torch.Tensor]


def twin(shape: str, *, hidden: int = 48, layers: int = 3) -> torch.nn.Module:
    """A random model of the library."""
    sizes = {
        "vocab_size": len(vocabulary(shape)),
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": 12,
        "intermediate_size": 4 * hidden,
        "layer_norm_eps": float(EPSILON[shape]),
        "initializer_range": 0.2,
    }
    torch.manual_seed(5)
    if shape == "bert":
        made = BertModel(BertConfig(**sizes, type_vocab_size=8), add_pooling_layer=False)
    else:
        made = MPNetModel(
            MPNetConfig(**sizes, max_position_embeddings=514), add_pooling_layer=False
        )
    for name, weight in made.named_parameters():
        if name.endswith("bias") or "LayerNorm" in name:
            torch.nn.init.normal_(weight, float(name.endswith("LayerNorm.weight")), 0.1)
    return made.eval().requires_grad_(False)


def tensors(model: torch.nn.Module, types: torch.Tensor) -> Tensors:
    """The tensors of a file with these layers, and random heads."""
    made = {name: value for name, value in model.state_dict().items() if "position_ids" not in name}
    hidden = types.shape[1]
    made["embeddings.token_type_embeddings.weight"] = types
    sizes = {"tags": 9, "kinds": 12, "rank": 1, "links.reference": 64, "links.copy": 64}
    for name, rows in sizes.items():
        made[f"{name}.weight"] = torch.randn(rows, hidden) / hidden**0.5
        if not name.startswith("links"):
            made[f"{name}.bias"] = torch.randn(rows)
    return made


def vocabulary(shape: str) -> list[str]:
    """The tokens of the tokenizer, by id."""
    return [*SPECIAL[shape], "[UNK]", *WORDS, "##s"]


def tokenizer(shape: str) -> Tokenizer:
    """A tokenizer of a few words; a plural is two tokens."""
    tokens = {token: number for number, token in enumerate(vocabulary(shape))}
    made = Tokenizer(models.WordPiece(tokens, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    first, last = ((token, tokens[token]) for token in SPECIAL[shape])
    made.post_processor = processors.BertProcessing(last, first)
    return made


def write(folder: Path, shape: str, weights: Tensors, *, parts: int = 1) -> ModelFiles:
    """Writes the files of a pair reader, its weights in one or several parts."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {"shape": shape, "heads": "12", "epsilon": EPSILON[shape]}
    names = sorted(weights)
    files = [f"part-{number}.safetensors" for number in range(parts)]
    for number, file in enumerate(files):
        own = {name: weights[name].contiguous() for name in names[number::parts]}
        save_file(own, folder / file, about)
    (folder / "tokenizer.json").write_text(tokenizer(shape).to_str(), "utf-8")
    digests = {path.name: weights_digest(path) for path in folder.iterdir()}
    return ModelFiles("small", folder, tuple(files), digests, "write it again")
