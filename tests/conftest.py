"""What several test modules share: one real checker, for it takes seconds to load."""

from __future__ import annotations

import pytest
from hypothesis import settings

from mtqa import Checker

settings.register_profile("mtqa", deadline=None)  # a busy machine is no fault
settings.load_profile("mtqa")


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The checker as a user gets it, with the embedded model."""
    return Checker(device="cpu")
