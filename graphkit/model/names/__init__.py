"""Compare names: fold them, score two of them, find entities by what a person types."""

from __future__ import annotations

from graphkit.model.names.fold import fold
from graphkit.model.names.score import Score, Weights, score_names
from graphkit.model.names.search import Match, find_matches, resolve, resolve_source

__all__ = ["Match", "Score", "Weights", "find_matches", "fold", "resolve", "resolve_source", "score_names"]
