"""What was asked, as plain data: everything that an answer needs to be asked for again."""

from __future__ import annotations

from typing import Any

from graphkit.dataset.filters import Filters, asked
from graphkit.questions.paths.options import PathOptions

_ALWAYS = ("mode", "max_hops", "rank")


def question(ask: str, filters: Filters, options: PathOptions | None = None, **given: Any) -> dict[str, Any]:
    """The question with resolved ids, what was filtered, and the options that are not as usual.

    Example:
        >>> question("around", Filters(types=("handled",)), around="mx1", hops=2)
        {'ask': 'around', 'around': 'mx1', 'hops': 2, 'type': ['handled']}
    """
    set_options = {} if options is None else _set(options, _ALWAYS)
    return {"ask": ask, **given, **set_options, **asked(filters)}


def _set(record: PathOptions, always: tuple[str, ...]) -> dict[str, Any]:
    usual = PathOptions()
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    return {
        name: _plain(value)
        for name, value in values.items()
        if name in always or value != getattr(usual, name)
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
