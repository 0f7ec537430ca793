"""Run the command line as `python -m graphkit`."""

from __future__ import annotations

from graphkit.cli import main

main()
