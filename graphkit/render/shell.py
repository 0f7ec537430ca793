"""The shell of the map: its style sheets and ES modules, joined into one style and one script."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from importlib import resources

from graphkit.render.strip import strip_css, strip_js

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|let|class)\b)", re.MULTILINE)
_NAMED = re.compile(r"^export (?:async function|function|const|let|class)\s+([\w$]+)", re.MULTILINE)
_VENDOR_EXPORT = re.compile(r"export\s*\{([^}]*)\};?\s*$")
_STYLES = ("tokens.css", "page.css", "panel.css", "table.css", "narrow.css", "print.css")
_ENTRY = "main.js"


@dataclass(frozen=True, slots=True)
class Shell:
    """The style, the script and the page around them, with the hashes for the Content-Security-Policy.

    The script travels packed; `loader` unpacks and runs it, and the policy knows both texts by their hashes.
    """

    template: str
    style: str
    script: str
    loader: str

    @property
    def policy(self) -> str:
        """What the page may do: run and style itself with just these texts, and nothing else."""
        return (
            f"default-src 'none'; script-src '{_hash(self.loader)}' '{_hash(self.script)}'; "
            f"style-src '{_hash(self.style)}'; img-src blob: data:; base-uri 'none'; form-action 'none'"
        )

    @property
    def packed(self) -> str:
        """The script as it stands in the page."""
        return pack(self.script)

    @property
    def size(self) -> int:
        """Bytes that style and scripts take in a page."""
        return sum(len(text.encode()) for text in (self.style, self.packed, self.loader))


def pack(text: str) -> str:
    """Return text gzipped, in base64; the same text gives the same bytes at any time.

    >>> gzip.decompress(base64.b64decode(pack("claims"))).decode()
    'claims'
    """
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


@functools.cache
def load_shell() -> Shell:
    """Return the shell of this version, read once."""
    style = "".join(strip_css(_read(f"css/{name}")) for name in _STYLES)
    return Shell(_read("page.html"), style, join_modules(_ENTRY), strip_js(_read("loader.js")))


def join_modules(entry: str) -> str:
    """Join a module and all it imports into one script, each module after those it imports.

    All modules share one scope, so each top-level name may be used once; a vendored bundle keeps
    a scope of its own.

    Raises ValueError for a circle, a name used twice, and an import that its module does not export.
    """
    texts: dict[str, str] = {}
    _collect(entry, (), texts)
    owners: dict[str, str] = {}
    parts = []
    for name, text in texts.items():
        _check_imports(name, text, texts)
        for declared in _declared(text):
            if owners.setdefault(declared, name) != name:
                raise ValueError(f"{declared} is declared by both {owners[declared]} and {name}")
        parts.append(_wrap_vendored(text) if name.startswith("vendor/") else _unwrapped(text))
    return '"use strict";(()=>{' + "\n".join(parts) + "})();"


def _collect(name: str, above: tuple[str, ...], texts: dict[str, str]) -> None:
    if name in above:
        raise ValueError(f"modules import each other in a circle: {' > '.join([*above, name])}")
    if name in texts:
        return
    text = _read(f"js/{name}")
    for _, target in _IMPORT.findall(text):
        _collect(target.removeprefix("./"), (*above, name), texts)
    texts[name] = text


def _check_imports(name: str, text: str, texts: dict[str, str]) -> None:
    for words, target in _IMPORT.findall(text):
        exported = _exported(texts[target.removeprefix("./")])
        for word in filter(None, (w.strip() for w in words.split(","))):
            if word not in exported:
                raise ValueError(f"{name} imports {word}, which {target} does not export")


def _exported(text: str) -> set[str]:
    if match := _VENDOR_EXPORT.search(text):
        return {pair.split(" as ")[-1].strip() for pair in match[1].split(",")}
    return set(_NAMED.findall(text))


def _declared(text: str) -> list[str]:
    if match := _VENDOR_EXPORT.search(text):
        return sorted(pair.split(" as ")[-1].strip() for pair in match[1].split(","))
    return re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class)\s+([\w$]+)", text, re.MULTILINE)


def _unwrapped(text: str) -> str:
    return strip_js(_EXPORT.sub("", _IMPORT.sub("", text)))


def _wrap_vendored(text: str) -> str:
    """Turn the bundle's one export into the value of a function, so that its short names stay its own."""
    match = _VENDOR_EXPORT.search(text)
    assert match is not None
    pairs = [pair.split(" as ") for pair in match[1].split(",")]
    names = ",".join(f"{pair[-1].strip()}:{pair[0].strip()}" for pair in pairs)
    taken = ",".join(pair[-1].strip() for pair in pairs)
    return f"const{{{taken}}}=(()=>{{{text[: match.start()].strip()}return{{{names}}}}})();"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return resources.files("graphkit.render").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")
