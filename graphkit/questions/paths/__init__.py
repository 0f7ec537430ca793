"""How entities are connected: paths over claims, exactly, with their evidence."""

from __future__ import annotations

from graphkit.questions.paths.find import find_paths

__all__ = ["find_paths"]
