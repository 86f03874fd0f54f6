"""The fused layers: the same states as the library's own model, whatever is padded."""

from __future__ import annotations

import pytest
import torch
from transformers import BertModel

from mtqa.encoding.transformer import Transformer
from mtqa.registry import DEFAULT_MODEL, find_model

TOLERATED = 1e-4


@pytest.fixture(scope="module")
def bert() -> BertModel:
    model = BertModel.from_pretrained(str(find_model(DEFAULT_MODEL).folder))
    return model.eval().requires_grad_(False)


@pytest.fixture(scope="module")
def fused(bert: BertModel) -> Transformer:
    return Transformer(bert.state_dict(), bert.config.num_attention_heads)


def test_every_layer_gives_what_the_library_gives(bert: BertModel, fused: Transformer) -> None:
    ids = torch.randint(1000, 20000, (5, 17), generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        states = fused(ids)
        wanted = bert(input_ids=ids, output_hidden_states=True).hidden_states
    assert len(states) == len(wanted)
    for state, other in zip(states, wanted, strict=True):
        assert torch.allclose(state, other, atol=TOLERATED)


def test_sides_count_as_in_the_library(bert: BertModel, fused: Transformer) -> None:
    ids = torch.randint(1000, 20000, (3, 12), generator=torch.Generator().manual_seed(2))
    sides = (torch.arange(12) >= 6).long().expand(3, -1)
    with torch.inference_mode():
        state = fused(ids, sides)[-1]
        wanted = bert(input_ids=ids, token_type_ids=sides).last_hidden_state
    assert torch.allclose(state, wanted, atol=TOLERATED)
