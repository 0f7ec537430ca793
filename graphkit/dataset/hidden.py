"""The names of what an audience may not see, and whether one of them stands in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from graphkit.dataset.audience import has_hidden
from graphkit.dataset.base import Dataset
from graphkit.model.fields import fields_of, written_texts
from graphkit.model.names.running import (
    Token,
    is_form_of,
    is_run_on,
    read_tokens,
    squeeze,
    stem,
    stems,
)
from graphkit.model.ontology import Ontology
from graphkit.model.records import SOURCE_KINDS, Claim, Entity, Evidence, Source
from graphkit.model.status import STATUSES

PROSE, NAME, ID = "prose", "name", "id"  # kinds of texts: sentences, names and titles, ids and addresses
_COMMON = "the a an of and in on for to by with from at as is was one two three first second third new old"
_QUOTED = re.compile(r"""["“”„«].*?["“”»]""")
Known: TypeAlias = tuple[str, tuple[str, ...]]
_SLUG = re.compile(r"[\w-]+")
_CODE = re.compile(r"([^\W\d_]{2,})(\d+)\Z")
_LONG_ENOUGH = 5  # letters that a word alone needs in an id or address, where its case says nothing
_LONG_JOINED = 7  # letters of a name that is written as one word


class HiddenWord(Struct, frozen=True):
    """A name of something hidden.

    Attributes:
        what: What it is: "aliases of hushed-one".
        kind: A key of NAMES, or joined: a name written as one word.
        strong: Which of its tokens are no words of the vocabulary; none: it is weak.
    """

    text: str
    what: str
    kind: str
    tokens: tuple[Token, ...]
    strong: tuple[bool, ...]

    @property
    def single(self) -> str:
        """The word, if it is only one."""
        return self.tokens[0].fold if len(self.tokens) == 1 else ""

    def stands_at(self, tokens: tuple[Token, ...], at: int, text: str, place: str) -> bool:
        """Returns whether the word stands at a token of a text, written like what it is."""
        found = tokens[at : at + len(self.tokens)]
        if len(found) < len(self.tokens):
            return False
        cases = len(found) > 1
        pairs = zip(found, self.tokens, strict=True)
        return all(is_form_of(one.fold, own.fold, cases=cases) for one, own in pairs) and self._is_meant(
            found, text, place, whole=len(found) == len(tokens)
        )

    def _is_meant(self, found: tuple[Token, ...], text: str, place: str, *, whole: bool) -> bool:
        exact = all(one.text == own.text for one, own in zip(found, self.tokens, strict=True))
        named = not any(one.lower and own for one, own in zip(found, self.strong, strict=True))
        if not any(self.strong):  # a word of the vocabulary: only where somebody wrote it like the name
            return exact and (place == PROSE if self.kind == "name" else whole and self.kind == "title")
        if self.kind == "source":
            return len(self.text) >= _LONG_ENOUGH and self.text in _SLUG.findall(text.casefold())
        if place == ID:
            return self._is_meant_in_id()
        if self.single and not self.single.isalpha():
            return True
        if self.kind == "file":
            return len(found) > 1 and self.text.casefold() in text.casefold()
        if self.kind == "tag":
            return named and self.text != self.text.lower()
        if self.single and self.kind == "id":
            return named
        several = sum(self.strong) > 1 and self.kind != "title"
        return several or named or exact or self.kind in ("code", "joined")

    def _is_meant_in_id(self) -> bool:
        word = self.single
        if not word or self.kind == "code" or not word.isalpha():
            return True
        if self.kind == "name" and self.tokens[0].lower:
            return False
        return self.kind not in ("title", "file") and len(word) >= _LONG_ENOUGH


class HiddenWords(Struct, frozen=True):
    """All names of what an audience may not see; `anything`: whether there is something, named or not."""

    words: tuple[HiddenWord, ...] = ()
    anything: bool = False
    by_stem: Mapping[str, tuple[HiddenWord, ...]] = {}
    run_on: tuple[tuple[str, HiddenWord], ...] = ()

    def find(self, text: str, place: str = PROSE) -> HiddenWord | None:
        """Returns the first name that stands in a text; `place` is the kind of the text."""
        if not self.words or not text:
            return None
        tokens = read_tokens(text)
        for at, token in enumerate(tokens):
            for key in stems(token.fold):
                for word in self.by_stem.get(key, ()):
                    if word.stands_at(tokens, at, text, place):
                        return word
        if not self.run_on or text.isascii():
            return None
        squeezed = squeeze(text)
        return next((word for letters, word in self.run_on if letters in squeezed), None)


def find_hidden_words(whole: Dataset, seen: Dataset, audience: str) -> HiddenWords:
    """Returns the names of what is in the whole dataset and not in that of the audience.

    Names that also something visible has are left out.
    """
    if not has_hidden(whole, audience):
        return HiddenWords()
    common = _vocabulary(whole.ontology)
    visible = {_known(kind, text) for kind, text, _ in _names(seen, seen.entities, seen.sources)}
    visible |= {_known("name", source.publisher) for source in seen.sources.values()}
    addresses = "\n".join(source.url for source in seen.sources.values())
    entities, sources = (
        whole.entities.keys() - seen.entities.keys(),
        whole.sources.keys() - seen.sources.keys(),
    )
    known: dict[Known, HiddenWord] = {}
    for kind, text, what in (*_names(whole, sorted(entities), sorted(sources)), *_speakers(whole, seen)):
        key = _known(kind, text)
        if key[1] and key not in visible and not (kind == "file" and text in addresses):
            known.setdefault(key, _word(text, what, kind, common))
    return _indexed(sorted(known.values(), key=lambda word: word.text))


def _indexed(words: list[HiddenWord]) -> HiddenWords:
    by_stem: dict[str, list[HiddenWord]] = {}
    run_on = []
    for word in words:
        for variant in (word, *_variants(word)):
            if _is_tellable(variant):
                by_stem.setdefault(stem(variant.tokens[0].fold), []).append(variant)
        if is_run_on(word.text) and len(letters := squeeze(word.text)) > 1:
            run_on.append((letters, word))
    index = {key: tuple(found) for key, found in by_stem.items()}
    return HiddenWords(tuple(words), anything=True, by_stem=index, run_on=tuple(run_on))


def vocabulary_words(ontology: Ontology) -> frozenset[str]:
    """Returns the words that the ontology and graphkit write into answers, folded: keys, labels, statuses."""
    kinds, types = ontology.kinds.values(), ontology.types.values()
    texts = [text for kind in kinds for text in (kind.key, kind.label, kind.plural, kind.node_label)]
    texts += [text for type_ in types for text in (type_.key, type_.label, type_.rel_type)]
    texts += [role for type_ in types for role in type_.roles]
    texts += [text for basis in ontology.bases.values() for text in (basis.key, basis.label)]
    return frozenset(text.casefold() for text in (*texts, *STATUSES, *SOURCE_KINDS))


def _vocabulary(ontology: Ontology) -> frozenset[str]:
    """Returns the single words, folded, of the vocabulary, of its sentences and of the keys of records."""
    texts = [*vocabulary_words(ontology), _COMMON, *ontology.meanings.values()]
    for type_ in ontology.types.values():
        texts += [type_.sentence, type_.inverse, *(role.phrase for role in type_.roles.values())]
    texts += [text for basis in ontology.bases.values() for text in (basis.prefix, basis.verb)]
    texts += [field.key for record in (Entity, Source, Evidence, Claim) for field in fields_of(record)]
    return frozenset(token.fold for text in texts for token in read_tokens(text))


def _names(
    dataset: Dataset, entities: Iterable[str], sources: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yields kind, text and description of each name of some records."""
    records: list[Entity | Source] = [dataset.entities[key] for key in entities]
    records += [dataset.sources[key] for key in sources]
    for record in records:
        for field, text in written_texts(record):
            what = f"{field.key} of {record.id}"
            if field.identifies == "file":
                yield "file", text.partition("://")[2] or text, what
                yield "file", PurePosixPath(text).stem, what
            elif field.identifies:
                yield field.identifies, text, what


def _speakers(whole: Dataset, seen: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yields the speakers of hidden evidence who are no entities and are written like names."""
    told = [{item.by for claim in data.claims.values() for item in claim.evidence} for data in (whole, seen)]
    for name in sorted(told[0] - told[1] - whole.entities.keys()):
        tokens = read_tokens(name)
        if len(tokens) > 1 and not any(token.lower for token in tokens):
            yield "name", name, "speaker of evidence"


def _known(kind: str, text: str) -> Known:
    """Returns what makes a name visible: the same words as a name, or as a tag, or as an address."""
    group = kind if kind in ("tag", "file") else "name"
    return group, tuple(token.fold for token in read_tokens(text))


def _word(text: str, what: str, kind: str, common: Collection[str]) -> HiddenWord:
    tokens = read_tokens(text)
    return HiddenWord(text, what, kind, tokens, tuple(token.fold not in common for token in tokens))


def _variants(word: HiddenWord) -> Iterator[HiddenWord]:
    """Yields other ways to write a name: "Hill, Joe", without a nickname in quotes, "JoeHill", "MX-1"."""
    if word.kind not in ("name", "id") or not any(word.strong):
        return
    folds = [token.fold for token in word.tokens]
    joined = "".join(folds)
    if len(folds) > 1 and (len(joined) >= _LONG_JOINED or not joined.isalpha()):
        yield replace(word, kind="joined", tokens=read_tokens(joined), strong=(True,))
    if parts := _CODE.match(word.text) if len(folds) == 1 else None:
        yield replace(word, tokens=read_tokens(f"{parts[1]} {parts[2]}"), strong=(True, True))
    if word.kind == "name" and 1 < len(folds) < 4:
        tokens, strong = word.tokens, word.strong
        yield replace(word, tokens=(tokens[-1], *tokens[:-1]), strong=(strong[-1], *strong[:-1]))
    short = read_tokens(_QUOTED.sub(" ", word.text))
    if 1 < len(short) < len(folds) and not any(token.lower for token in short):
        yield replace(word, tokens=short, strong=(True,) * len(short))


def _is_tellable(word: HiddenWord) -> bool:
    """Returns whether a word alone tells something: one or two letters do not, nor a short number."""
    text = word.single
    if not text:
        return True
    if text.isalpha():
        return len(text) > 2 or (len(text) > 1 and word.tokens[0].text.isupper() and word.kind == "name")
    return len(text) > 1 if not text.isdigit() else word.kind == "code" and len(text) >= _LONG_ENOUGH
