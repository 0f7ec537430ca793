"""The template, style and script of the page, as `make bundle` builds them from web/src."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import msgspec


class Bundle(msgspec.Struct, frozen=True):
    """The template of the page and the texts that go into it.

    The page carries the script packed; `loader` unpacks and runs it. The policy allows both by hash.
    """

    template: str
    style: str
    script: str
    loader: str

    @property
    def policy(self) -> str:
        """Returns the Content-Security-Policy: the page may run and style itself with these texts alone."""
        return (
            f"default-src 'none'; script-src '{_hash(self.loader)}' '{_hash(self.script)}'; "
            f"style-src '{_hash(self.style)}'; img-src blob: data:; base-uri 'none'; form-action 'none'"
        )

    @property
    def packed(self) -> str:
        """Returns the script as it stands in the page."""
        return pack(self.script)

    @property
    def size(self) -> int:
        """Returns the bytes that style and scripts take in a page."""
        return sum(len(text.encode()) for text in (self.style, self.packed, self.loader))


def load_bundle() -> Bundle:
    """Reads the bundle of this version."""
    return Bundle(_read("page.html"), _read("page.css"), _read("page.js"), _read("loader.js"))


def pack(text: str) -> str:
    """Returns text gzipped, in base64; the same text gives the same bytes at any time.

    >>> gzip.decompress(base64.b64decode(pack("claims"))).decode()
    'claims'
    """
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
