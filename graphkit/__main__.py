"""Run the command line as `python -m graphkit`."""

from graphkit.cli import main

main()
