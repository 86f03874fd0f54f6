"""What can go wrong, each error one line that names the thing, the value and the remedy."""


class MtqaError(Exception):
    """Anything that mtqa refuses, with a message fit to be shown to its user."""


class InputError(MtqaError):
    """A text, file or row that cannot be read or scored."""


class ModelError(MtqaError):
    """A model that is unknown, absent or broken."""


class OutputError(MtqaError):
    """A place that cannot be written, or that holds something else."""
