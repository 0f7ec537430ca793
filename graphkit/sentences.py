"""Says a claim in words: who says what, since when, and who denies it; the same in every output.

A claim gives a template first: sentences with places for names and dates. An output fills the places once;
the page stores the template and fills it itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.model.dates import PartialDate, date_words, parse_date
from graphkit.model.records import Claim, Entity, Evidence
from graphkit.model.status import Status

# How a claim is said, in English. Each frame becomes a sentence of the template.
_SAID = "{speakers} {verb} {claim}."
_RECORDED = "{prefix} {claim}."
_OWN = "{claim}, as {speakers} {verb}."
_INFERRED = "from the words of {speakers}, the editors infer that {claim}."
_ONLY_AGAINST = "{speakers} {verb} that {claim}."
_AGAINST = "{speakers} {verb} it."
_STANCE_VERBS = {"denies": ("denies", "deny"), "doubts": ("doubts", "doubt")}
DEFAULT_SPEAKERS = {"anonymous": "an unnamed source"}  # by basis: who speaks if nobody is named

_PLACE = re.compile(r"\{\{|\}\}|\{([\w.]+)\}")
_CLAUSE_PLACE = re.compile(r"(\{[a-z]+\})")
_PLURAL_HEAD = re.compile(
    r"\b(?:and|two|three|four|five|six|several|some|many|both|few|other)\b", re.IGNORECASE
)
_TAIL = re.compile(r"\s(?:of|for|in|at|from|with|who|whom|close|involved|on|to|near|by|that|quoted)\b|,")


class Template(Struct, frozen=True):
    """The sentences of a claim before they are filled; each begins with a capital once it is filled.

    Places are `{from}` and `{to}`; `{0}`, `{1}`, the speakers of the pieces of evidence; `{0.short}`, the
    short name of a speaker; `{about.0}`, the first entity in the role "about"; `{when}`, a text of its own
    with the places `{start}` and `{end}`. `{{` and `}}` are braces.
    """

    sentences: tuple[str, ...]
    when: str = ""


def build_template(claim: Claim, dataset: Dataset) -> Template:
    """Returns the template of a claim: speaker, verb of the basis, clause of the type, when, denials.

    The speaker is that of the evidence that sets the status. Below "established" no claim stands alone. A
    claim that the editors cap at "inferred" is what they conclude from a speaker's words, not what was said.
    """
    when = _when_template(claim, dataset)
    clause = _clause(claim, dataset) + (", {when}" if when else "")
    setting = setting_evidence(claim, dataset)
    against = _against(claim, dataset)
    if setting is None:
        return Template(tuple(_ONLY_AGAINST.format(**words, claim=clause) for words in against), when)
    said = _said(claim, setting, dataset, clause)
    return Template((said, *(_AGAINST.format(**words) for words in against)), when)


def fill_template(template: Template, claim: Claim, dataset: Dataset) -> str:
    """Returns the sentences of a claim with all places filled."""

    def word(place: str) -> str:
        if place == "when":
            return fill_places(template.when, word)
        return _word(place, claim, dataset)

    return " ".join(capital(fill_places(text, word)) for text in template.sentences)


def fill_places(text: str, word: Callable[[str], str]) -> str:
    """Returns the text with each place filled by the word for it.

    >>> fill_places("{{{from}}}", {"from": "A"}.__getitem__)
    '{A}'
    """
    return _PLACE.sub(lambda found: word(found[1]) if found[1] else found[0][0], text)


def claim_sentence(claim: Claim, dataset: Dataset) -> str:
    """Returns a claim as attributed sentences."""
    return fill_template(build_template(claim, dataset), claim, dataset)


def build_templates(claims: Iterable[Claim], dataset: Dataset) -> list[Template]:
    """Returns the template of each claim."""
    return [build_template(claim, dataset) for claim in claims]


def claim_sentences(claims: Iterable[Claim], dataset: Dataset) -> list[str]:
    """Returns each claim as attributed sentences."""
    return [claim_sentence(claim, dataset) for claim in claims]


def setting_evidence(claim: Claim, dataset: Dataset) -> Evidence | None:
    """Returns the evidence that sets the status: the first of that rank, else (capped) the strongest."""
    bases = dataset.ontology.bases
    supports = [item for item in claim.evidence if item.stance == "supports"]
    counted = [item for item in supports if bases[item.basis].status == claim.status] or supports
    return max(counted, key=lambda item: bases[item.basis].status, default=None)


def speaker_words(evidence: Evidence, dataset: Dataset) -> str:
    """Returns who says it: the named speaker, else the quoted or else the citing publication."""
    if evidence.by:
        entity = dataset.entities.get(evidence.by)
        return _name(entity) if entity else evidence.by
    if evidence.basis in DEFAULT_SPEAKERS:
        return DEFAULT_SPEAKERS[evidence.basis]
    source = dataset.sources[evidence.quoting or evidence.source]
    return source.in_text or source.publisher or source.title


def evidence_sentence(evidence: Evidence, dataset: Dataset) -> str:
    """Returns what one piece of evidence says: "Newsweek reports that he signed on in 2005."."""
    speaker = speaker_words(evidence, dataset)
    said = f"{capital(speaker)} {evidence.says}"
    return said if said.endswith((".", "?", "!", ".”", '."')) else said + "."


def evidence_cite(evidence: Evidence, dataset: Dataset) -> str:
    """Returns where the evidence stands: source, locator, and the source that is quoted there."""
    place = f"{dataset.sources[evidence.source].title}, {evidence.at}"
    if evidence.quoting:
        place += f", quoting {dataset.sources[evidence.quoting].title}"
    return place


def basis_words(evidence: Evidence, dataset: Dataset) -> str:
    """Returns the basis and when it was said: "interview, about 2012"."""
    label = dataset.ontology.bases[evidence.basis].label
    return f"{label}, {date_words(evidence.date)}" if evidence.date else label


def status_words(claim: Claim) -> str:
    """Returns the status as a word, with its flag: "alleged, disputed"."""
    return claim.status.word + (", disputed" if claim.disputed and claim.status else "")


def cap_words(claim: Claim) -> str:
    """Returns the editors' cap with its reason, or ""."""
    if claim.at_most is None:
        return ""
    return f"Held at “{claim.at_most.word}” by the editors: {claim.because}"


def when_words(claim: Claim, dataset: Dataset) -> str:
    """Returns when a claim holds or happened, never finer than the data; "" when undated."""
    return fill_places(_when_template(claim, dataset), lambda place: _word(place, claim, dataset))


def capital(text: str) -> str:
    """Returns the text with a capital as its first letter."""
    return text[:1].upper() + text[1:]


def names_words(words: Sequence[str]) -> str:
    """Returns names in a row: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def short_name(entity: Entity) -> str:
    """Returns the shortest alias that ends the name, else the name as it stands within a sentence."""
    tails = [alias for alias in entity.aliases if entity.name.endswith(f" {alias}")]
    return min(tails, key=lambda alias: (len(alias), alias), default=_name(entity))


def _word(place: str, claim: Claim, dataset: Dataset) -> str:
    """Returns the word for a place of a template of this claim."""
    if place == "from" or place == "to":
        return _name(dataset.entities[claim.from_id if place == "from" else claim.to_id])
    if place == "start" or place == "end":
        date = claim.start if place == "start" else claim.end
        return date_words(date) if date else ""
    name, _, part = place.partition(".")
    if part == "short":
        return short_name(dataset.entities[claim.evidence[int(name)].by])
    if part:
        return _name(dataset.entities[claim.roles[name][int(part)]])
    return speaker_words(claim.evidence[int(name)], dataset)


def _name(entity: Entity) -> str:
    return entity.in_text or entity.name


def _double(text: str) -> str:
    """Returns a text that stays as it is when a template is filled."""
    return text.replace("{", "{{").replace("}", "}}")


def _said(claim: Claim, item: Evidence, dataset: Dataset, clause: str) -> str:
    """Returns the sentence of the evidence that sets the status."""
    basis = dataset.ontology.bases[item.basis]
    number = next(at for at, one in enumerate(claim.evidence) if one is item)
    place = f"{{{number}}}"
    if claim.status is Status.INFERRED < basis.status:  # capped: the speaker said something else
        return _INFERRED.format(speakers=place, claim=clause)
    if basis.prefix:
        return _RECORDED.format(prefix=_double(basis.prefix), claim=clause)
    entity = dataset.entities.get(item.by)
    plural = _is_plural(entity, speaker_words(item, dataset))
    verb = _double(basis.verb_plural if plural else basis.verb)
    if entity is not None and entity.id in (claim.from_id, claim.to_id):
        return _OWN.format(claim=clause, speakers=f"{{{number}.short}}", verb=verb.removesuffix(" that"))
    return _SAID.format(speakers=place, verb=verb, claim=clause)


def _clause(claim: Claim, dataset: Dataset) -> str:
    """Returns the type's clause with places for its ends and roles."""
    kind = dataset.ontology.types[claim.type]
    ends = {"{from}": dataset.entities[claim.from_id], "{to}": dataset.entities[claim.to_id]}
    subject: Entity | None = None
    text, last = "", ""
    for piece in _CLAUSE_PLACE.split(kind.sentence):
        if piece in ends:
            subject = subject or ends[piece]
            text, last = text + piece, _name(ends[piece])
        elif piece:
            last = piece.replace("{was}", "were" if subject and subject.plural else "was")
            text += _double(last)
    for role, keys in claim.roles.items():
        known = [(f"{{{role}.{at}}}", key) for at, key in enumerate(keys) if key in dataset.entities]
        names = names_words([_name(dataset.entities[key]) for _, key in known])
        phrase = " " + kind.roles[role].phrase
        filled = phrase.replace("{names}", names)
        if names and not last.endswith(filled):  # the name of a case often says against whom it is
            text += _double(phrase).replace("{{names}}", names_words([place for place, _ in known]))
            last = filled
    return text


def _against(claim: Claim, dataset: Dataset) -> list[dict[str, str]]:
    """Returns the words of the sentence of denials, or of doubts if nobody denies; nothing without either."""
    for stance, (one, many) in _STANCE_VERBS.items():
        items = [(at, item) for at, item in enumerate(claim.evidence) if item.stance == stance]
        if items:
            places, plural = _speakers(items, dataset)
            return [{"speakers": places, "verb": many if plural else one}]
    return []


def _speakers(items: Iterable[tuple[int, Evidence]], dataset: Dataset) -> tuple[str, bool]:
    """Returns the places of all speakers in a row, each once, and whether they take the plural."""
    places: dict[str, str] = {}
    plural: dict[str, bool] = {}
    for at, item in items:
        words = speaker_words(item, dataset)
        places.setdefault(words, f"{{{at}}}")
        plural[words] = _is_plural(dataset.entities.get(item.by), words)
    return names_words(list(places.values())), len(places) > 1 or any(plural.values())


def _is_plural(entity: Entity | None, words: str) -> bool:
    """Whether a speaker takes the plural; for plain words, by the form of their head."""
    if entity is not None:
        return entity.plural
    head = _TAIL.split(words, maxsplit=1)[0]
    if _PLURAL_HEAD.search(head):
        return True
    last = head.rsplit(" ", 1)[-1]
    return last[:1].islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))


def _when_template(claim: Claim, dataset: Dataset) -> str:
    """Returns when a claim holds or happened, with places for dates that stand in it as they are."""
    start, end = claim.start, claim.end
    if start is None and end is None:
        return ""
    if dataset.ontology.types[claim.type].time != "state":
        if start and end:
            return "between {start} and {end}"
        return _at(start, "{start}") if start else _at(end, "{end}")
    if start and end and start.text == end.text:
        return _at(start, "{start}")
    first = f"from {_start(start)}" if start else ""
    last = f"until {_end(end)}" if end else ""
    return f"{first} {last}".strip()


def _at(date: PartialDate | None, place: str) -> str:
    """Returns a moment with its preposition: "in 2005", "on 19 April 2010", "about 2011", "by March 2009"."""
    words = date_words(date) if date else ""
    if re.match(r"\d{1,2} [A-Z]", words):
        return f"on {place}"
    return f"in {place}" if re.match(r"\d|[A-Z]|the |spring|summer|autumn|winter", words) else place


def _start(date: PartialDate) -> str:
    first, mark, last = date.text.partition("/")
    if mark and first == "..":
        if last.isdigit():  # a whole year
            return f"before {int(last) + 1}"
        return f"{date_words(parse_date(last))} or before"
    return f"{date_words(parse_date(first))} or later" if mark and last == ".." else "{start}"


def _end(date: PartialDate) -> str:
    first, mark, last = date.text.partition("/")
    if mark and last == "..":
        return f"at least {date_words(parse_date(first))}"
    return f"{date_words(parse_date(last))} at the latest" if mark and first == ".." else "{end}"
