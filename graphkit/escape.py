"""Escapes text for each output format: the only module that does."""

from __future__ import annotations

import re

# Controls but tab, line feed and return; marks that change the direction of text; noncharacters; surrogates.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Letters that are written from right to left, and Arabic digits.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_NOT_SCRIPT = re.compile("[<\u2028\u2029\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_MARKER = re.compile(r"^(\s*(?:\d+(?=[.)]))?)(?=[-+=.)])")  # what would begin a list or underline a heading
_NOT_MERMAID = re.compile(r"[^\w .,;:!?()'’“”–-]")
_DOT = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;"})
_CYPHER = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CYPHER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# What begins a formula, in some spreadsheets also in full width (OWASP, "CSV Injection").
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NEGATIVE = re.compile(r"-(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def terminal(text: str) -> str:
    r"""Returns the text with everything that does not print as an escape, so that no name steers a terminal.

    >>> print(terminal("a\x1b[31mb\u202e"))
    a\x1b[31mb\u202e
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def terminal_lines(text: str) -> str:
    r"""Returns the text of a file for a terminal: lines stay, and what does not print is as in JSON.

    >>> print(terminal_lines('["a\x9b31m",\n"b\u202e"]'))
    ["a\u009b31m",
    "b\u202e"]
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _json_code(char) for char in text)


def visible(text: str) -> str:
    r"""Returns the text with what XML cannot hold, or readers cannot see, as `\uXXXX`; markup is left alone.

    >>> print(visible("a\x07<b>"))
    a\u0007<b>
    """
    return _HIDDEN.sub(_code, text)


def xml(text: str) -> str:
    r"""Returns valid XML, for an element and for an attribute in double quotes; controls are visible.

    >>> print(xml('a\x07 "b" & <c>'))
    a\u0007 &quot;b&quot; &amp; &lt;c&gt;
    """
    return visible(text).translate(_XML)


def isolated(text: str) -> str:
    r"""Returns a name in plain text: its direction does not change the order of the words around it.

    >>> isolated("Ana"), isolated("على") == "\u2068على\u2069"
    ('Ana', True)
    """
    shown = visible(text)
    return f"\u2068{shown}\u2069" if _RIGHT_TO_LEFT.search(shown) else shown


def xml_name(text: str) -> str:
    """Returns a name as XML, isolated where its direction needs it."""
    return isolated(text).translate(_XML)


def html(text: str) -> str:
    r"""Returns HTML, for an element and for a quoted attribute; controls are visible.

    >>> print(html("<b title='x'>\x07"))
    &lt;b title=&#x27;x&#x27;&gt;\u0007
    """
    return visible(text).translate(_HTML)


def html_name(text: str) -> str:
    """Returns a name as HTML: its direction does not change the order of the words around it.

    >>> html_name("A & B")
    '<bdi>A &amp; B</bdi>'
    """
    return f"<bdi>{html(text)}</bdi>"


def script(json: str) -> str:
    r"""Returns JSON that can stand in a script element of HTML.

    >>> print(script('["</script>"]'))
    ["\u003c/script>"]
    """
    return _NOT_SCRIPT.sub(_code, json)


def csv(cell: str) -> str:
    """Returns a cell that a spreadsheet does not compute: a negative number stays, "+49 30 1" becomes text.

    >>> csv("=1+1"), csv("+49 30 1"), csv("-1.5"), csv("one")
    ("'=1+1", "'+49 30 1", '-1.5', 'one')
    """
    return "'" + cell if cell.startswith(_FORMULA) and not _NEGATIVE.fullmatch(cell) else cell


def md(text: str) -> str:
    r"""Returns text that Markdown shows as it is.

    >>> print(md("1. *a*"))
    1\. \*a\*
    """
    plain = "".join(char if char.isprintable() else " " for char in text)
    return _MARKER.sub(r"\1\\", _MARKDOWN.sub(r"\\\1", plain))


def mermaid(text: str) -> str:
    """Returns text for quotes of Mermaid: all that could end them, or be markup, as a character code.

    >>> mermaid('say "no"')
    'say #34;no#34;'
    """
    return _NOT_MERMAID.sub(lambda found: f"#{ord(found.group())};", visible(" ".join(text.split())))


def dot(text: str) -> str:
    r"""Returns a quoted string of Graphviz, without its escapes, character entities and line breaks.

    >>> print(dot('a "b" &amp;'))
    "a \"b\" &amp;amp;"
    """
    return '"' + visible(" ".join(text.split())).translate(_DOT) + '"'


def cypher(text: str) -> str:
    r"""Returns a string literal of Cypher.

    A backslash never comes before a `u`, which Neo4j would read as an escape even within a string.

    >>> print(cypher("o'neil \\u"))
    'o\'neil \\' + 'u'
    """
    return "'" + text.translate(_CYPHER).replace("\\\\u", "\\\\' + 'u") + "'"


def cypher_name(name: str) -> str:
    """Returns the name of a property, quoted where Cypher needs it.

    >>> cypher_name("a b"), cypher_name("a")
    ('`a b`', 'a')
    """
    return name if _CYPHER_NAME.fullmatch(name) else "`" + name.replace("`", "``") + "`"


def _json_code(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
