"""What several test modules share: one real checker, for it takes seconds to load."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from mtqa import Checker

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # a busy machine is no fault of the code


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The checker as a user gets it, with the embedded model."""
    return Checker(device="cpu")


@pytest.fixture(scope="session")
def fast_checker() -> Checker:
    """The same in the fast mode."""
    return Checker(device="cpu", fast=True)
