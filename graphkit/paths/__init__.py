"""How entities are connected: paths over claims, exactly, with their evidence."""

from __future__ import annotations

from graphkit.paths.around import find_around, find_between
from graphkit.paths.find import find_paths
from graphkit.paths.options import PathOptions

__all__ = ["PathOptions", "find_around", "find_between", "find_paths"]
