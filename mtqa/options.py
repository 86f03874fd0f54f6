"""Options of the command line that several commands share, and the settings of a checker."""

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
    """The settings of a checker, ready to be sent to another process.

    Attributes:
        model: Name or folder of a model.
        device: Device to run it on.
        weights: Preset of the points of the findings.
        fast: Whether to skip the pair reader.
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
            model_folder(self.model)  # refuse an unknown model before torch is loaded

        from mtqa.checker import Checker

        return Checker(self.model, device=self.device, weights=self.weights, fast=self.fast)


def checker_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options of a checker; the command gets them as one `Setting`."""

    @wraps(command)
    def with_setting(*, model: str, device: str, weights: str, fast: bool, **others: Any) -> int:
        return command(setting=Setting(model, device, weights, fast), **others)

    model = click.option(
        "--model",
        metavar="NAME_OR_FOLDER",
        default="all-MiniLM-L6-v2",
        show_default=True,
        help="Name of a known model, or folder of a sentence-transformers model.",
    )
    device = click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda", "mps"]),
        default="auto",
        show_default=True,
        help="Device to run the model on.",
    )
    weights = click.option(
        "--weights",
        type=click.Choice([preset.value for preset in Preset]),
        default=Preset.WMT.value,
        show_default=True,
        help="Points of a minor, major and critical finding: 1, 5, 5 (wmt) or 1, 5, 25 (mqm).",
    )
    fast = click.option(
        "--fast",
        is_flag=True,
        help="Skip the pair reader, which reads both texts together: faster, but finds less. "
        "Compare qualities of the same mode only.",
    )
    return model(device(weights(fast(with_setting))))


def verbose_option(effect: str = "") -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Adds the option that shows the log while a command runs.

    Args:
        effect: What the option does besides, for the help.
    """

    def decorated(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def with_log(*, verbosity: int, **others: Any) -> int:
            with logged(verbosity):
                return command(verbosity=verbosity, **others)

        text = "Log model, device and threads to standard error; -vv logs each step."
        return click.option(
            "-v", "--verbose", "verbosity", count=True, help=f"{text} {effect}".rstrip()
        )(with_log)

    return decorated


def up_to(largest: float) -> Callable[[click.Context, click.Parameter, Number], Number]:
    """A callback that refuses values outside 0 to `largest`, and not-a-number."""

    def within(context: click.Context, parameter: click.Parameter, value: Number) -> Number:
        if value is None or 0 <= value <= largest:
            return value
        raise click.BadParameter(f"{value} is not in 0 to {largest:g}", context, parameter)

    return within
