"""Runs the command line, as `graphkit` or `python -m graphkit`."""

from __future__ import annotations

import os

try:
    from graphkit import interrupt
except KeyboardInterrupt:  # before graphkit can say what Ctrl-C does
    os._exit(130)


def main() -> None:
    """Runs the command line. From here on, Ctrl-C ends it with exit code 130 and without a traceback."""
    interrupt.begin()
    from graphkit.cli import main as run

    try:
        run()
    except KeyboardInterrupt:  # while another failure was answered
        os._exit(interrupt.EXIT_CODE)


if __name__ == "__main__":
    main()
