"""A hook of MkDocs: links to files outside the site become text."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+((?!reference|howto)[^)]+)\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Returns the page with each link to a file outside docs as its text and file name."""
    if page.file.src_uri.count("/"):
        return markdown
    return _OUTSIDE.sub(r"\1 (`\2`)", markdown)
