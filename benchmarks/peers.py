"""What mtqa is held against: sentence metrics, and a matcher of sentences by threshold."""

from __future__ import annotations

from collections.abc import Sequence

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
    """chrF++ of each copy, as sacreBLEU counts it (Popović 2017)."""
    return [
        sentence_chrf(copy, [reference], word_order=2).score
        for reference, copy in zip(references, copies, strict=True)
    ]


def bleu(references: Texts, copies: Texts) -> list[float]:
    """Sentence BLEU of each copy, with sacreBLEU's own smoothing (Post 2018)."""
    return [
        sentence_bleu(copy, [reference]).score
        for reference, copy in zip(references, copies, strict=True)
    ]


def bert_score(references: Texts, copies: Texts) -> list[float]:
    """F of each copy by the last layer of the embedded model (Zhang et al. 2020)."""
    folder = str(find_model(DEFAULT_MODEL).folder)
    scorer = BERTScorer(model_type=folder, num_layers=6, device=choose_device("auto"))
    return [float(score) for score in scorer.score(list(copies), list(references))[2]]


METRICS = {"chrF++": chrf, "BLEU": bleu, "bert_score": bert_score}


class ThresholdMatcher:
    """Links every two sentences whose vectors are more alike than a threshold."""

    def __init__(self) -> None:
        """Loads the embedded model as sentence-transformers runs it, in float32."""
        folder = str(find_model(DEFAULT_MODEL).folder)
        self._model = SentenceTransformer(folder, local_files_only=True)

    def cosines(self, reference: Texts, copy: Texts) -> np.ndarray:
        """How alike they are, shape (reference, copy)."""
        with torch.inference_mode():
            one, other = (
                self._model.encode(list(texts), normalize_embeddings=True)
                for texts in (reference, copy)
            )
        return np.asarray(one @ other.T)


def links_over(cosines: np.ndarray, threshold: float) -> Links:
    """The pairs above a threshold."""
    return {(int(row), int(column)) for row, column in np.argwhere(cosines > threshold)}
