"""How entities are connected: paths over claims, exactly, with their evidence."""

from __future__ import annotations

from graphkit.paths.find import find_paths
from graphkit.paths.options import PathOptions

__all__ = ["PathOptions", "find_paths"]
