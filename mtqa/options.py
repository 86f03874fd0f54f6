"""Options of the command line that several commands share, and the settings of a checker."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mtqa.process import logged
from mtqa.registry import Effort
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
        effort: Name of the effort.
    """

    model: str
    device: str
    weights: str
    effort: str

    def checker(self) -> Checker:
        """Loads the checker.

        Raises:
            ModelError: A model is unknown, absent or broken, or the device is not there.
        """
        from mtqa.encoding.local_models import model_folder
        from mtqa.registry import find_model, known_models

        # refuse an unknown model and one that is not installed before torch is loaded
        if self.model not in known_models():
            model_folder(self.model)
        if reader := Effort(self.effort).pair_reader:
            find_model(reader)

        from mtqa.checker import Checker

        return Checker(self.model, device=self.device, weights=self.weights, effort=self.effort)


def checker_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options of a checker; the command gets them as one `Setting`."""

    @wraps(command)
    def with_setting(
        *, model: str, device: str, weights: str, effort: str | None, fast: bool, **others: Any
    ) -> int:
        try:
            chosen = Effort.chosen(effort, fast=fast)
        except ValueError:
            raise click.UsageError(
                f"--fast and --effort {effort} contradict each other; give one of them"
            ) from None
        return command(setting=Setting(model, device, weights, chosen.value), **others)

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
    effort = click.option(
        "--effort",
        type=click.Choice([effort.value for effort in Effort]),
        help="fast skips the pair reader, which reads both texts together, and finds less; "
        "thorough has a larger one, which takes longer and is a package of its own. Compare "
        "qualities of the same effort only.  [default: normal]",
    )
    fast = click.option("--fast", is_flag=True, help="The same as --effort fast.")
    return model(device(weights(effort(fast(with_setting)))))


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
