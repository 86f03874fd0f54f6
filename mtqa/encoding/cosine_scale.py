"""Scales the cosines of another encoder to those of the embedded model.

In many encoders all vectors share a component, and unrelated sentences have cosines far above 0.
The limits for cosines are measured with the embedded model, where these cosines are around 0.
"""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt

from mtqa.registry import find_model

LEAST_VARIANCE = 1e-4
"""Minimum mean squared distance of the unit vectors of different sentences from their mean."""

MOST_ALIKE = 0.5
"""Maximum 95th percentile of the cosines of unrelated sentences.

It is 0.14 with the embedded model. An encoder at 0.49 calls 1 of 72 unrelated articles related, one
at 0.61 calls 5 related (models/unrelated).
"""

Floats = npt.NDArray[np.float32]


@cache
def unrelated_sentences() -> tuple[str, ...]:
    """Sentences that are unrelated to each other, chosen by models/unrelated."""
    return tuple(find_model("unrelated").read().decode().splitlines())


class Calibration:
    """Removes the component that all vectors of an encoder share.

    It is their mean vector (Mu and Viswanath 2018, "All-but-the-top"). Without it, unrelated
    sentences have cosines around 0.

    Attributes:
        digest: Eight hexadecimal digits that identify the encoder by its vectors.
    """

    def __init__(self, vectors: Floats) -> None:
        """Measures an encoder.

        Args:
            vectors: Its vectors of `unrelated_sentences()`, shape (sentences, dimensions).

        Raises:
            ValueError: It does not tell the sentences apart.
        """
        units = unit(vectors)
        self._centre = units.mean(0)
        left = units - self._centre
        if not units.any(1).all():
            raise ValueError("gives sentences a vector of zeros")
        if float(np.square(left).sum(1).mean()) < LEAST_VARIANCE:
            raise ValueError("gives all sentences the same vector")
        alike = float(np.quantile(_cosines(unit(left)), 0.95))
        if alike > MOST_ALIKE:
            raise ValueError(
                f"does not tell unrelated sentences apart (cosines of {alike:.2f} around their "
                f"mean, {MOST_ALIKE} at most)"
            )
        self.digest = _digest(units)

    def __call__(self, vectors: Floats) -> Floats:
        """Unit vectors without the shared component, shape as given."""
        return unit(unit(vectors) - self._centre)


def unit(vectors: Floats) -> Floats:
    """Each vector scaled to length one; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _cosines(units: Floats) -> Floats:
    """The cosine of each two unit vectors, shape (pairs,)."""
    return np.asarray((units @ units.T)[np.triu_indices(len(units), 1)])


def _digest(units: Floats) -> str:
    """A digest of a few rounded cosines: the last bits differ between machines."""
    cosines = np.einsum("ij,ij->i", units[::4], units[1::4])
    return hashlib.sha256(np.rint(100 * cosines).astype("<i4").tobytes()).hexdigest()[:8]
