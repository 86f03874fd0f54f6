"""The peers of mtqa: sentence metrics, and a matcher that links sentences above a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import torch
from bert_score import BERTScorer
from sacrebleu import sentence_bleu, sentence_chrf
from sentence_transformers import SentenceTransformer

from mtqa.encoding.devices import choose_device
from mtqa.registry import DEFAULT_MODEL, find_model

Texts = Sequence[str]
Links = set[tuple[int, int]]


def chrf(references: Texts, copies: Texts) -> list[float]:
    """The chrF++ of each copy, as sacreBLEU computes it (Popović 2017)."""
    return [
        sentence_chrf(copy, [reference], word_order=2).score
        for reference, copy in zip(references, copies, strict=True)
    ]


def bleu(references: Texts, copies: Texts) -> list[float]:
    """The sentence BLEU of each copy, with the default smoothing of sacreBLEU (Post 2018)."""
    return [
        sentence_bleu(copy, [reference]).score
        for reference, copy in zip(references, copies, strict=True)
    ]


def bert_score(references: Texts, copies: Texts) -> list[float]:
    """The BERTScore F1 of each copy, by the last layer of the encoder (Zhang et al. 2020)."""
    folder = str(find_model(DEFAULT_MODEL).folder)
    scorer = BERTScorer(model_type=folder, num_layers=6, device=choose_device("auto"))
    return [float(score) for score in scorer.score(list(copies), list(references))[2]]


METRICS = {"chrF++": chrf, "BLEU": bleu, "bert_score": bert_score}


@cache
def scores(metric: str, pairs: tuple[tuple[str, str], ...]) -> list[float]:
    """The scores of some pairs of texts, computed once for all efforts of mtqa."""
    references, copies = zip(*pairs, strict=True)
    return METRICS[metric](references, copies)


class ThresholdMatcher:
    """Links every two sentences whose cosine is above a threshold."""

    def __init__(self) -> None:
        """Loads the encoder with sentence-transformers, in float32."""
        folder = str(find_model(DEFAULT_MODEL).folder)
        self._model = SentenceTransformer(folder, local_files_only=True)

    def cosines(self, reference: Texts, copy: Texts) -> np.ndarray:
        """The cosine of every two sentences, shape (reference, copy)."""
        with torch.inference_mode():
            one, other = (
                self._model.encode(list(texts), normalize_embeddings=True)
                for texts in (reference, copy)
            )
        return np.asarray(one @ other.T)


def links_over(cosines: np.ndarray, threshold: float) -> Links:
    """The links whose cosine is above a threshold."""
    return {(int(row), int(column)) for row, column in np.argwhere(cosines > threshold)}
