"""graphkit: investigations as plain text, where every edge is a claim."""

from __future__ import annotations

__version__ = "0.1.0"
