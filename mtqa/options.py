"""What a checker is to be: the model, its device, what findings cost, how closely it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtqa.checker import Checker


class Setting(NamedTuple):
    """The options of a checker, as they travel from the command line to a process that checks.

    Attributes:
        model: The name or folder of a model.
        device: What it runs on.
        weights: The preset of weights of the findings.
        fast: Whether to leave out the second reading.
    """

    model: str
    device: str
    weights: str
    fast: bool

    def checker(self) -> Checker:
        """Loads the checker.

        Raises:
            ModelError: The model is unknown, absent or broken, or the device is not there.
        """
        from mtqa.encoding.local_models import model_folder
        from mtqa.registry import known_models

        if self.model not in known_models():
            model_folder(self.model)  # an unknown one is refused before torch is loaded

        from mtqa.checker import Checker

        return Checker(self.model, device=self.device, weights=self.weights, fast=self.fast)
