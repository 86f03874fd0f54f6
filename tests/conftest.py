"""What several test modules share: one real checker, for it takes seconds to load."""

from __future__ import annotations

import pytest

from mtqa import Checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The checker as a user gets it, with the embedded model."""
    return Checker(device="cpu")
