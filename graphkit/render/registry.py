"""Answers as text: one file per format, each escaping for its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath

from graphkit.errors import UsageError, nearest_hint
from graphkit.questions.answer import Answer

SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".html": "html",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".graphml": "graphml",
    ".gexf": "gexf",
}


def format_of(output: str, named: str) -> str:
    """The format that was named, else that of the file's suffix, else text.

    Raises: UsageError if there is no such format.
    """
    if named:
        if named not in SUFFIXES.values():
            known = tuple(SUFFIXES.values())
            hint = nearest_hint(named, known) or f"known: {', '.join(known)}"
            raise UsageError(f'unknown format "{named}"; {hint}')
        return named
    if output in ("", "-"):
        return "text"
    suffix = PurePath(output).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f'no format is known by "{suffix or output}"; use --format, or end in {_endings()}')
    return SUFFIXES[suffix]


def render(answer: Answer, form: str, *, width: int = 80, color: bool = False) -> str:
    """An answer in one of the formats, ending with a line break.

    Raises: UsageError if the format cannot show this kind of answer.
    """
    if form == "text":
        from graphkit.render.text import render_text

        return render_text(answer, width=width, color=color)
    module, function = _RENDERERS[form]
    found: Callable[[Answer], str] = getattr(import_module(f"graphkit.render.{module}"), function)
    return found(answer)


_RENDERERS: Mapping[str, tuple[str, str]] = {
    "json": ("json", "render_json"),
    "jsonl": ("json", "render_jsonl"),
    "csv": ("csv", "render_csv"),
    "md": ("markdown", "render_markdown"),
    "mermaid": ("mermaid", "render_mermaid"),
    "dot": ("dot", "render_dot"),
    "graphml": ("graphml", "render_graphml"),
    "gexf": ("graphml", "render_gexf"),
    "html": ("map", "render_answer"),
}


def _endings() -> str:
    return ", ".join(SUFFIXES)
