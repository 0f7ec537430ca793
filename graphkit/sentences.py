"""A claim in words: who says that what, since when, and who denies it; the same in every output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.model.dates import PartialDate, date_words, parse_date
from graphkit.model.records import Claim, Entity, Evidence
from graphkit.model.status import Status

_PLURAL_HEAD = re.compile(
    r"\b(?:and|two|three|four|five|six|several|some|many|both|few|other)\b", re.IGNORECASE
)
_TAIL = re.compile(r"\s(?:of|for|in|at|from|with|who|whom|close|involved|on|to|near|by|that|quoted)\b|,")


class Sentence(Struct, frozen=True):
    """An attributed sentence in parts, each with its part of speech.

    Parts are (role, text) with roles speaker, verb, from, to, role, text, when, denial; the texts joined are
    the sentence, so that a renderer may set some of them in bold and lose nothing.
    """

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(text for _, text in self.parts)


def claim_sentence(claim: Claim, dataset: Dataset) -> Sentence:
    """A claim as an attributed sentence: speaker, verb of the basis, claim, when, denials.

    The speaker is that of the evidence that sets the status. Below "established" no claim stands alone. One
    that the editors hold at "inferred" is what they conclude from a speaker's words, not what was said.
    """
    setting = setting_evidence(claim, dataset)
    clause = _clause(claim, dataset)
    when = when_words(claim, dataset)
    ending = [("when", f", {when}")] if when else []
    if setting is None:
        parts = _only_denied(claim, dataset, clause, ending)
    else:
        parts = _said(claim, setting, dataset, clause, ending)
        parts += [("text", "."), *_denials(claim, dataset)]
    role, first = parts[0]
    return Sentence(((role, capital(first)), *parts[1:]))


def setting_evidence(claim: Claim, dataset: Dataset) -> Evidence | None:
    """The supporting evidence that sets the status: the first with that rung, else (capped) the strongest."""
    bases = dataset.ontology.bases
    supports = [item for item in claim.evidence if item.supports]
    counted = [item for item in supports if bases[item.basis].status == claim.status] or supports
    return max(counted, key=lambda item: bases[item.basis].status, default=None)


def speaker_words(evidence: Evidence, dataset: Dataset) -> str:
    """Who says it: the named speaker, or the quoted (else the citing) publication in its own voice."""
    if evidence.by:
        entity = dataset.entities.get(evidence.by)
        return entity.words if entity else evidence.by
    if evidence.basis == "anonymous":
        return "an unnamed source"
    return dataset.sources[evidence.origin].words


def evidence_sentence(evidence: Evidence, dataset: Dataset) -> str:
    """What one piece of evidence says, with its speaker: "Newsweek reports that he signed on in 2005."."""
    speaker = speaker_words(evidence, dataset)
    said = f"{capital(speaker)} {evidence.says}"
    return said if said.endswith((".", "?", "!", ".”", '."')) else said + "."


def evidence_cite(evidence: Evidence, dataset: Dataset) -> str:
    """Where it stands: source, locator, and the source that is quoted there."""
    place = f"{dataset.sources[evidence.source].title}, {evidence.at}"
    if evidence.quoting:
        place += f", quoting {dataset.sources[evidence.quoting].title}"
    return place


def basis_words(evidence: Evidence, dataset: Dataset) -> str:
    """The basis and when it was said: "interview, about 2012"."""
    label = dataset.ontology.bases[evidence.basis].label
    return f"{label}, {date_words(evidence.date)}" if evidence.date else label


def status_words(claim: Claim) -> str:
    """The status as a word, with its flag: "alleged, disputed"."""
    return claim.status.word + (", disputed" if claim.disputed and claim.status else "")


def cap_words(claim: Claim) -> str:
    """The editors' cap with its reason, or nothing."""
    if claim.at_most is None:
        return ""
    return f"Held at “{claim.at_most.word}” by the editors: {claim.because}"


def when_words(claim: Claim, dataset: Dataset) -> str:
    """When a claim holds or happened, never finer than the data; "" when undated."""
    state = dataset.ontology.types[claim.type].is_state
    if not state:
        return _event_words(claim.start, claim.end)
    if claim.start and claim.end and claim.start.text == claim.end.text:
        return _at_words(claim.start)
    start = f"from {_start_words(claim.start)}" if claim.start else ""
    end = f"until {_end_words(claim.end)}" if claim.end else ""
    return f"{start} {end}".strip()


def capital(text: str) -> str:
    """The text with a capital as its first letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def names_words(words: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def short_name(entity: Entity) -> str:
    """How an entity is called the second time: the shortest alias that ends its name, else its name."""
    tails = [alias for alias in entity.aliases if entity.name.endswith(f" {alias}")]
    return min(tails, key=lambda alias: (len(alias), alias), default=entity.words)


Parts = list[tuple[str, str]]


def _said(claim: Claim, item: Evidence, dataset: Dataset, clause: Parts, ending: Parts) -> Parts:
    basis = dataset.ontology.bases[item.basis]
    words = speaker_words(item, dataset)
    if claim.status is Status.INFERRED < basis.status:  # capped: the speaker said something else
        said = [("text", "from the words of "), ("speaker", words), ("verb", ", the editors infer that ")]
        return [*said, *clause, *ending]
    if basis.prefix:
        return [("verb", f"{basis.prefix} "), *clause, *ending]
    entity = dataset.entities.get(item.by)
    verb = basis.verb_plural if _is_plural(entity, words) else basis.verb
    if entity is not None and entity.id in claim.ends:
        told = verb.removesuffix(" that")
        return [*clause, *ending, ("text", ", as "), ("speaker", short_name(entity)), ("verb", f" {told}")]
    return [("speaker", words), ("verb", f" {verb} "), *clause, *ending]


def _clause(claim: Claim, dataset: Dataset) -> Parts:
    """The type's sentence with its ends and roles filled in."""
    kind = dataset.ontology.types[claim.type]
    ends = {"from": dataset.entities[claim.from_id], "to": dataset.entities[claim.to_id]}
    parts: Parts = []
    subject = None
    for piece in re.split(r"(\{[a-z]+\})", kind.sentence):
        if piece in ("{from}", "{to}"):
            name = piece[1:-1]
            subject = subject or ends[name]
            parts.append((name, ends[name].words))
        elif piece == "{was}":
            parts.append(("text", "were" if subject and subject.plural else "was"))
        elif piece:
            parts.append(("text", piece))
    for role, keys in claim.roles.items():
        names = names_words([dataset.entities[key].words for key in keys if key in dataset.entities])
        phrase = " " + kind.roles[role].phrase.replace("{names}", names)
        if names and not parts[-1][1].endswith(phrase):  # a case is often called by whom it is against
            parts.append(("role", phrase))
    return parts


def _only_denied(claim: Claim, dataset: Dataset, clause: Parts, ending: Parts) -> Parts:
    stance = "denies" if any(item.stance == "denies" for item in claim.evidence) else "doubts"
    words, plural = _speakers((item for item in claim.evidence if item.stance == stance), dataset)
    verb = {"denies": "deny", "doubts": "doubt"}[stance] if plural else stance
    return [("speaker", words), ("verb", f" {verb} that "), *clause, *ending, ("text", ".")]


def _denials(claim: Claim, dataset: Dataset) -> Parts:
    """Denials end the sentence; doubts do if nobody denies."""
    for stance, many in (("denies", "deny"), ("doubts", "doubt")):
        items = [item for item in claim.evidence if item.stance == stance]
        if items:
            words, plural = _speakers(items, dataset)
            return [("denial", f" {capital(words)} {many if plural else stance} it.")]
    return []


def _speakers(items: Iterable[Evidence], dataset: Dataset) -> tuple[str, bool]:
    """All speakers in a row, each once, and whether they take the plural."""
    found: dict[str, bool] = {}
    for item in items:
        words = speaker_words(item, dataset)
        found[words] = _is_plural(dataset.entities.get(item.by), words)
    return names_words(list(found)), len(found) > 1 or any(found.values())


def _is_plural(entity: Entity | None, words: str) -> bool:
    """Whether a speaker takes the plural; for plain words, by the form of their head."""
    if entity is not None:
        return entity.plural
    head = _TAIL.split(words, maxsplit=1)[0]
    if _PLURAL_HEAD.search(head):
        return True
    last = head.rsplit(" ", 1)[-1]
    return last[:1].islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))


def _event_words(start: PartialDate | None, end: PartialDate | None) -> str:
    if start and end:
        return f"between {date_words(start)} and {date_words(end)}"
    date = start or end
    return _at_words(date) if date else ""


def _at_words(date: PartialDate) -> str:
    """A moment with its preposition: "in 2005", "on 19 April 2010", "about 2011", "by March 2009"."""
    words = date_words(date)
    if re.match(r"\d{1,2} [A-Z]", words):
        return f"on {words}"
    return f"in {words}" if re.match(r"\d|[A-Z]|the |spring|summer|autumn|winter", words) else words


def _start_words(date: PartialDate) -> str:
    if date.text.startswith("../"):
        last = date.text[3:]
        if last.isdigit():  # a whole year
            return f"before {int(last) + 1}"
        return f"{date_words(_part(date, 1))} or before"
    if date.text.endswith("/.."):
        return f"{date_words(_part(date, 0))} or later"
    return date_words(date)


def _end_words(date: PartialDate) -> str:
    if date.text.endswith("/.."):
        return f"at least {date_words(_part(date, 0))}"
    if date.text.startswith("../"):
        return f"{date_words(_part(date, 1))} at the latest"
    return date_words(date)


def _part(date: PartialDate, index: int) -> PartialDate:
    return parse_date(date.text.split("/")[index])
