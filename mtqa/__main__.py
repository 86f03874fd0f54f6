"""The program: `python -m mtqa`, and the script `mtqa`."""

import sys


def main() -> None:
    """Runs the command line and exits; an interrupt ends the imports too without a traceback."""
    try:
        from mtqa import cli

        cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("mtqa: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
