"""Puts the cosines of another encoder on the scale of the embedded model.

Many encoders give unrelated sentences a cosine far above nought, because all their vectors share a
component. What the cosines are held against is measured with the embedded model, where they lie
around nought.
"""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt

from mtqa.registry import find_model

LEAST_APART = 1e-4
"""Up to which mean squared distance of unit vectors from their centre they are all the same."""

MOST_ALIKE = 0.5
"""From which cosine of the 95th of a hundred unrelated pairs an encoder does not tell them apart.

Measured: .14 with the embedded model; an encoder at .49 calls 1 of 72 unrelated articles related,
one at .61 calls 5 so (models/unrelated).
"""

Floats = npt.NDArray[np.float32]


@cache
def unrelated_sentences() -> tuple[str, ...]:
    """Sentences that have nothing to do with each other; their choice: models/unrelated."""
    return tuple(find_model("unrelated").read().decode().splitlines())


class Calibration:
    """What an encoder's vectors have in common, taken off them.

    Subtracting the mean vector removes a constant component (Mu and Viswanath 2018, "All-but-the-
    top"); of what is left, unrelated sentences have cosines around nought.

    Attributes:
        digest: Eight hexadecimal digits that tell encoders apart.
    """

    def __init__(self, vectors: Floats) -> None:
        """Measures an encoder.

        Args:
            vectors: What it gives for `unrelated_sentences()`, shape (sentences, dimensions).

        Raises:
            ValueError: It does not tell them apart.
        """
        units = unit(vectors)
        self._centre = units.mean(0)
        left = units - self._centre
        if not units.any(1).all():
            raise ValueError("gives sentences a vector of zeros")
        if float(np.square(left).sum(1).mean()) < LEAST_APART:
            raise ValueError("gives all sentences the same vector")
        alike = float(np.quantile(_cosines(unit(left)), 0.95))
        if alike > MOST_ALIKE:
            raise ValueError(
                f"does not tell unrelated sentences apart (cosines of {alike:.2f} around their "
                f"mean, {MOST_ALIKE} at most)"
            )
        self.digest = _digest(units)

    def __call__(self, vectors: Floats) -> Floats:
        """Unit vectors without what all have in common, shape as given."""
        return unit(unit(vectors) - self._centre)


def unit(vectors: Floats) -> Floats:
    """Each vector scaled to length one; one of nought stays so."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _cosines(units: Floats) -> Floats:
    """The cosine of each two of some unit vectors."""
    return np.asarray((units @ units.T)[np.triu_indices(len(units), 1)])


def _digest(units: Floats) -> str:
    """A digest of few cosines, rounded: it must not hang on the last bits of a machine."""
    cosines = np.einsum("ij,ij->i", units[::4], units[1::4])
    return hashlib.sha256(np.rint(100 * cosines).astype("<i4").tobytes()).hexdigest()[:8]
