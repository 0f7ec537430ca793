"""Takes comments and spare white space out of CSS and JavaScript, so that a map's shell stays small."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CSS_ASIDE = re.compile(r"/\*.*?\*/|url\([^)]*\)|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
_WORD = re.compile(r"[\w$]+")
_NUMBER = re.compile(r"\d[\w.]*")
_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_SPACE = re.compile(r"\s+")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_REGEX = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
# After these a slash begins a regular expression; after everything else it divides.
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%<>~^") | {"return", "typeof", "case", "=>"}


def strip_css(text: str) -> str:
    """Return the style sheet without comments and without white space that means nothing.

    >>> strip_css("a > b {  /* why */ color : red ; margin: 0 0.5px }")
    'a>b{color:red;margin:0 .5px}'
    """
    strings: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        if match[0].startswith("/*"):
            return " "
        strings.append(match[0])
        return f"\0{len(strings) - 1}\0"

    out = _SPACE.sub(" ", _CSS_ASIDE.sub(put_aside, text))
    out = re.sub(r" ?([{};,>]) ?", r"\1", out)
    out = re.sub(r"(?<=[\w-]) ?: ?(?![^{};]*\{)", ":", out)
    out = re.sub(r"(\([\w-]+): ", r"\1:", out)
    out = _ZERO.sub("", out).replace(";}", "}").strip()
    return re.sub("\0(\\d+)\0", lambda match: strings[int(match[1])], out)


def strip_js(text: str) -> str:
    r"""Return the module without comments and spare white space; strings and patterns stay as they are.

    A line break stays wherever it might end a statement.

    >>> strip_js("// why\nconst a = b / 2; /* c */\nconst s = `x  ${ a }`;\n")
    'const a=b/2;const s=`x  ${a}`;'
    """
    out: list[str] = []
    last = ""
    for piece in _tokens(text):
        if piece.isspace():
            last = "\n" if "\n" in piece or last == "\n" else " "
            continue
        if out and last and _needs_space(out[-1], piece, last):
            out.append(last)
        out.append(_ZERO.sub("", piece) if _NUMBER.match(piece) else piece)
        last = ""
    return "".join(out)


def _needs_space(before: str, after: str, space: str) -> bool:
    """Tell whether the white space between two tokens means something."""
    if space == "\n":
        return before[-1] not in ";,{(=[:?&|>" and after[0] not in ".)],:?&|=};"
    left, right = before[-1], after[0]
    if _is_word(left) and _is_word(right):
        return True
    return (left in "+-" and right in "+-") or (left == "/" and right == "/")


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "_$#\\" or ord(char) > 127


def _tokens(text: str) -> Iterator[str]:
    """Yield words, strings, patterns, signs and white space; comments come as white space."""
    at, before = 0, ""
    while at < len(text):
        piece = _token(text, at, before)
        at += len(piece)
        if piece.startswith(("//", "/*")):
            yield "\n" if "\n" in piece or piece.startswith("//") else " "
            continue
        if not piece.isspace():
            before = piece
        if piece.startswith("`"):
            yield _strip_template(piece)
        else:
            yield piece


def _token(text: str, at: int, before: str) -> str:
    if text.startswith("//", at):
        end = text.find("\n", at)
        return text[at : end if end >= 0 else len(text)]
    if text.startswith("/*", at):
        return text[at : text.index("*/", at) + 2]
    if text[at] == "`":
        return text[at : _template_end(text, at)]
    patterns = [_SPACE, _STRING, _NUMBER, _WORD]
    if text[at] == "/" and (not before or before in _BEFORE_REGEX):
        patterns.insert(0, _REGEX)
    if text.startswith("=>", at):
        return "=>"
    for pattern in patterns:
        if match := pattern.match(text, at):
            return match[0]
    return text[at]


def _template_end(text: str, at: int) -> int:
    """Return where the template literal that begins at `at` ends, templates within it included."""
    at += 1
    while text[at] != "`":
        if text[at] == "\\":
            at += 2
        elif text.startswith("${", at):
            at = _hole_end(text, at + 2)
        else:
            at += 1
    return at + 1


def _hole_end(text: str, at: int) -> int:
    """Return the place after the brace that closes the hole of a template."""
    depth, before = 1, "{"
    while depth:
        piece = _token(text, at, before)
        depth += (piece == "{") - (piece == "}")
        at += len(piece)
        before = before if piece.isspace() else piece
    return at


def _strip_template(piece: str) -> str:
    """Strip the code in the holes of a template, never its text."""
    out, at = "`", 1
    while piece[at] != "`":
        if piece[at] == "\\":
            out, at = out + piece[at : at + 2], at + 2
        elif piece.startswith("${", at):
            end = _hole_end(piece, at + 2)
            out, at = out + "${" + strip_js(piece[at + 2 : end - 1]) + "}", end
        else:
            out, at = out + piece[at], at + 1
    return out + "`"
