"""Finds the shipped investigation and the canned queries, in a wheel or at the root of a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


def shipped_root() -> Path:
    """Returns the folder of the shipped investigation, which holds `data/` and `queries/`.

    A wheel carries it as `graphkit/example`; a checkout is such a folder itself.

    >>> shipped_root().is_dir()
    True
    """
    packaged = _PACKAGE / "example"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def shipped_data() -> Path:
    """Returns the folder of the shipped investigation's data files.

    >>> shipped_data().name
    'data'
    """
    return shipped_root() / "data"


def shipped_queries() -> Path:
    """Returns the folder of the canned queries.

    >>> shipped_queries().name
    'queries'
    """
    return shipped_root() / "queries"
