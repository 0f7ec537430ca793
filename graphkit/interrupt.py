"""What Ctrl-C does while the program runs: it ends the process, or raises KeyboardInterrupt to tidy up.

The program alone calls these functions; the library leaves all signals as they are.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

EXIT_CODE = 130
_pressed = False


def begin() -> None:
    """Makes Ctrl-C end the process at once: while modules are imported, there is nothing to tidy up.

    A process that ignores Ctrl-C, as shells start it in the background, goes on to ignore it.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def unwind() -> None:
    """Makes the first Ctrl-C raise KeyboardInterrupt, and the second end the process."""
    if signal.getsignal(signal.SIGINT) is _leave:
        sys.unraisablehook = _unraisable
        signal.signal(signal.SIGINT, _raise)


def finish() -> bool:
    """Ignores Ctrl-C from now on, because the answer is complete; returns whether it was pressed before."""
    if signal.getsignal(signal.SIGINT) in (_leave, _raise):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return _pressed


def _leave(number: int, frame: FrameType | None) -> None:
    try:
        os.write(2, b"interrupted\n")
    finally:
        os._exit(EXIT_CODE)


def _raise(number: int, frame: FrameType | None) -> None:
    global _pressed  # noqa: PLW0603 (code that catches everything may swallow the exception)
    if _pressed:
        _leave(number, frame)
    _pressed = True
    raise KeyboardInterrupt


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Ends the process where Python cannot raise KeyboardInterrupt, as in a destructor, and would go on."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _leave(signal.SIGINT, None)
    sys.__unraisablehook__(unraisable)
