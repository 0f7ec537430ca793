"""The documentation has short sentences and one term for each thing; code and tables do not count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATED = {"ontology.md"}
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "data/*.md", "docs/*.md", "docs/howto/*.md", "notebooks/*.ipynb")
    for path in ROOT.glob(pattern)
    if path.name not in GENERATED
)
MOST_WORDS = 25
# Former terms, idioms and abbreviations; CONTRIBUTING.md lists the terms in use.
FORBIDDEN = re.compile(
    r"\b(rungs?|(?<!active )voices?|wordings?|hangs? on|in passing|mend(?:ed|s)?|forgiven|apart|anew|whoever"
    r"|whatever|by hand|hitherto|thereby|e\.g\.|i\.e\.|etc\.|viz\.)(?!\w)",
    re.IGNORECASE,
)
_WORDS = re.compile(r'"[^"\n]*"|`[^`\n]*`')  # the texts in JavaScript
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_START = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s|#|\|)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)*]*\s+")
_WORD = re.compile(r"(?:\d+[.,](?=\d)|[\w’'–/-])*\w[\w’'–/-]*")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_short_sentences_and_current_terms(name: str) -> None:
    found = list(sentences(_prose(ROOT / name)))
    assert found
    assert [text for text in found if len(_WORD.findall(text)) > MOST_WORDS] == []
    assert [text for text in found if FORBIDDEN.search(text)] == []


def test_a_long_sentence_and_a_former_term_are_found() -> None:
    text = "# Head\n\nOne `a b c` [two](x.md).\nThree\n- four (five!) six\n\n| no |\n\n```\nno\n```\n"
    assert list(sentences(text)) == ["# Head", "One x two.", "Three", "- four (five!", "six"]
    assert len(_WORD.findall("graphkit's well-known 1,025.5 MB of A/B.")) == 6
    assert FORBIDDEN.search("It hangs on one voice.")
    assert not FORBIDDEN.search("The hook is invoiced.")


def test_the_page_has_the_same_terms() -> None:
    found = [
        text
        for file in sorted((ROOT / "web" / "src").rglob("*.js"))
        for text in _WORDS.findall(file.read_text("utf-8"))
    ]
    page = (ROOT / "web" / "src" / "page.html").read_text("utf-8")
    found += re.findall(r">([^<>]+)<|aria-label=\"([^\"]*)\"", page)
    assert len(found) > 300
    former = re.compile(
        rf"{FORBIDDEN.pattern}|\bconnection\b|\bweakest step\b|[0-9}}] steps?\b", re.IGNORECASE
    )
    assert [text for text in found if former.search(str(text))] == []


def sentences(text: str) -> Iterator[str]:
    """Yields each sentence, heading and list item, with every piece of code as one word."""
    text = _FENCE.sub("\n\n", _COMMENT.sub("", text))
    text = re.sub(r"`[^`]*`", "x", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    for block in _BLOCK_START.split(text):
        if not block.lstrip().startswith("|"):
            yield from filter(None, _SENTENCE_END.split(" ".join(block.split())))


def _prose(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
