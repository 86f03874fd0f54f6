"""The options that say what a checker is to be, on the command line and on their way from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mtqa.process import logged
from mtqa.results.mqm import Preset

if TYPE_CHECKING:
    from mtqa.checker import Checker

Number = float | None


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


def checker_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say what the checker is to be, given to the command as one setting."""

    @wraps(command)
    def with_setting(*, model: str, device: str, weights: str, fast: bool, **others: Any) -> int:
        return command(setting=Setting(model, device, weights, fast), **others)

    model = click.option(
        "--model",
        metavar="NAME_OR_FOLDER",
        default="all-MiniLM-L6-v2",
        show_default=True,
        help="A model that mtqa knows, or the folder of a sentence-transformers model.",
    )
    device = click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda", "mps"]),
        default="auto",
        show_default=True,
        help="What the model runs on.",
    )
    weights = click.option(
        "--weights",
        type=click.Choice([preset.value for preset in Preset]),
        default=Preset.WMT.value,
        show_default=True,
        help="What findings cost: minor 1, major 5, critical 5 (wmt) or 25 (mqm).",
    )
    fast = click.option(
        "--fast",
        is_flag=True,
        help="Leave out the second reading, of both texts together: faster, and fewer findings. "
        "A quality can only be compared with others of the same mode.",
    )
    return model(device(weights(fast(with_setting))))


def verbose_option(command: Callable[..., int]) -> Callable[..., int]:
    """The option that shows the log, while the command runs."""

    @wraps(command)
    def with_log(*, verbosity: int, **others: Any) -> int:
        with logged(verbosity):
            return command(verbosity=verbosity, **others)

    return click.option(
        "-v",
        "--verbose",
        "verbosity",
        count=True,
        help="Show model, device and threads on standard error, and in a text report how the "
        "quality comes about. With -vv show each step on standard error.",
    )(with_log)


def up_to(largest: float) -> Callable[[click.Context, click.Parameter, Number], Number]:
    """A callback that holds an option between 0 and `largest`; not-a-number lies outside."""

    def within(context: click.Context, parameter: click.Parameter, value: Number) -> Number:
        if value is None or 0 <= value <= largest:
            return value
        raise click.BadParameter(f"{value} does not lie in 0 to {largest:g}", context, parameter)

    return within
