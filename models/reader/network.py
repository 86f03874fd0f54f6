"""The network of the pair reader in training: a transformer with heads for words and copies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import nn
from transformers import AutoConfig, BertModel, MPNetModel

from mtqa.text.annotations import MISTRANSLATION_KINDS, Tag

SEGMENTS = 8
"""Two sides by four ways to write a word."""

LINK_WIDTH = 64
RARE = -3.0
"""Bias of the tags before training: most words are right."""


class Network(nn.Module):
    """A BERT or MPNet with a row of embeddings for side and case, and linear heads."""

    def __init__(self, folder: Path) -> None:
        """Takes the weights of a pretrained model.

        Args:
            folder: The folder of a `transformers` model of the type bert or mpnet.
        """
        super().__init__()
        config = AutoConfig.from_pretrained(str(folder))
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        self.shape = config.model_type
        self.heads, self.epsilon = config.num_attention_heads, config.layer_norm_eps
        kind = {"bert": BertModel, "mpnet": MPNetModel}[self.shape]
        self.layers = kind.from_pretrained(str(folder), config=config, add_pooling_layer=False)
        self.layers.embeddings.word_embeddings.weight.requires_grad_(False)
        hidden = config.hidden_size
        self.segments = nn.Embedding(SEGMENTS, hidden)
        nn.init.zeros_(self.segments.weight)
        if self.shape == "bert":
            types = self.layers.embeddings.token_type_embeddings.weight
            self.segments.weight.data = types.data.repeat_interleave(SEGMENTS // 2, 0)
            types.data.zero_()
            types.requires_grad_(False)
        self.tags = nn.Linear(hidden, len(Tag))
        self.kinds = nn.Linear(hidden, len(MISTRANSLATION_KINDS))
        self.rank = nn.Linear(hidden, 1)
        self.links = nn.ModuleDict(
            {side: nn.Linear(hidden, LINK_WIDTH, bias=False) for side in ("reference", "copy")}
        )
        nn.init.constant_(self.tags.bias, RARE)

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """The last hidden states, shape (copies, length, hidden)."""
        embedded = self.layers.embeddings.word_embeddings(ids) + self.segments(segments)
        states: torch.Tensor = self.layers(
            inputs_embeds=embedded, attention_mask=mask
        ).last_hidden_state
        return states

    def learning(self) -> list[nn.Parameter]:
        """The weights of the transformer that are trained."""
        return [
            *(p for p in self.layers.parameters() if p.requires_grad),
            *self.segments.parameters(),
        ]

    def outputs(self) -> list[nn.Parameter]:
        """The weights of the heads."""
        heads = (self.tags, self.kinds, self.rank, self.links)
        return [p for head in heads for p in head.parameters()]


def released(network: Network) -> Mapping[str, torch.Tensor]:
    """The weights under the names that mtqa loads."""
    made = {}
    for name, value in network.state_dict().items():
        name = name.removeprefix("layers.")
        if name == "segments.weight":
            name = "embeddings.token_type_embeddings.weight"
        elif "token_type_embeddings" in name or "position_ids" in name or "pooler" in name:
            continue
        made[name] = value.detach().clone().contiguous()
    return made
