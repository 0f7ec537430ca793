"""Answers as text in any format."""

from __future__ import annotations

from typing import Any

from graphkit.questions.answer import Answer
from graphkit.render.registry import RENDERERS, Page


def rendered(answer: Answer, form: str, **page: Any) -> str:
    """Returns the answer in this format; `page` are the fields of Page."""
    content = RENDERERS[form].render(answer, Page(**page))
    assert isinstance(content, str)
    return content
