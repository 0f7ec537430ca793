"""What MkDocs asks while it builds: links to files that the site does not hold become text."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+((?!reference|howto)[^)]+)\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with `[text](../file)` as text and file name, where the file lies outside of docs."""
    if page.file.src_uri.count("/"):
        return markdown
    return _OUTSIDE.sub(r"\1 (`\2`)", markdown)
