"""Says a claim in words: who says what, since when, and who denies it; the same in every output.

A claim gives a template first: sentences with places for names and dates. An output fills the places once;
the page stores the template and fills it itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from graphkit.dataset.base import Dataset
from graphkit.model.dates import date_words
from graphkit.model.records import Claim, Entity, Evidence
from graphkit.model.status import Status
from graphkit.model.when import when_template

Escape = Callable[[str], str]
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
_ADDRESS = re.compile(r"(?:\w+://|(?=www\.))([^\s/?#]+)\S*")
_TWO_STOPS = re.compile(r"([.!?…][\"'”’»)\]]*)\.$")
# A speaker in plain words: a number or an "and" at its head makes it plural, or the form of its last word.
_MANY = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|both|few|other)\b")
_AND = re.compile(r"\band\b(?P<own>\s(?:an?|his|her|its|the|their|one|two)\b)?")
_PLURALS = ("people", "men", "women", "children", "police")
_NO_PLURAL = ("ss", "us", "is", "’s", "'s")
_PREFIX_END = re.compile(r"(?:\s+says?)?(?:\s+that)?\s*:?\s*$")
_SMALL_WORD = re.compile(r"(?:An?|The|On|In|At|By|From|According)\b")
_TAIL = re.compile(r"\s(?:of|for|in|at|from|with|who|whom|close|involved|on|to|near|by|that|quoted)\b|,")


class Template(Struct, frozen=True):
    """The sentences of a claim before they are filled; each begins with a capital once it is filled.

    Places are `{from}` and `{to}`; `{0}`, `{1}`, the speakers of the pieces of evidence; `{0.short}`, the
    short name of a speaker; `{about.0}`, the first entity in the role "about"; `{when}`, a text of its own
    with the places `{start}` and `{end}`. `{{` and `}}` are braces.
    """

    sentences: tuple[str, ...]
    when: str = ""


class Piece(NamedTuple):
    """Words of a sentence, and the place that they fill; "" between places."""

    place: str
    words: str

    @property
    def is_name(self) -> bool:
        """Whether the words are the name of an entity or a speaker."""
        return self.place not in ("", "when")


def build_template(claim: Claim, dataset: Dataset) -> Template:
    """Returns the template of a claim: speaker, verb of the basis, clause of the type, when, denials.

    The speaker is that of the evidence that sets the status. Below "established" no claim stands alone. A
    claim that the editors cap at "inferred" is what they conclude from a speaker's words, not what was said.
    """
    when = _when(claim, dataset)
    clause = _clause(claim, dataset)
    if when:
        clause = clause._replace(text=clause.text + ", {when}")
    against = _against(claim, dataset)
    if setting := setting_evidence(claim, dataset):
        said = _said(claim, setting, dataset, clause)
        return Template((said, *(_AGAINST.format(**words) for words in against)), when)
    return Template(tuple(_ONLY_AGAINST.format(**words, claim=clause.text) for words in against), when)


def fill_template(template: Template, claim: Claim, dataset: Dataset) -> list[Piece]:
    """Returns the sentences of a claim in pieces, with all places filled."""

    def word(place: str) -> str:
        if place == "when":
            return fill_places(template.when, word)
        return _word(place, claim, dataset)

    pieces: list[Piece] = []
    for text in template.sentences:
        if pieces:
            pieces.append(Piece("", " "))
        pieces += _sentence_pieces(text, word)
    return pieces


def fill_places(text: str, word: Callable[[str], str]) -> str:
    """Returns the text with each place filled by the word for it.

    >>> fill_places("{{{from}}}", {"from": "A"}.__getitem__)
    '{A}'
    """
    return _PLACE.sub(lambda found: word(found[1]) if found[1] else found[0][0], text)


def _sentence_pieces(text: str, word: Callable[[str], str]) -> list[Piece]:
    """Returns a filled sentence, with a capital at its beginning and one full stop."""
    pieces = []
    end = 0
    for found in _PLACE.finditer(text):
        pieces.append(Piece("", text[end : found.start()]))
        end = found.end()
        pieces.append(Piece(found[1] or "", word(found[1]) if found[1] else found[0][0]))
    pieces = [piece for piece in (*pieces, Piece("", text[end:])) if piece.words]
    pieces[0] = pieces[0]._replace(words=capital(pieces[0].words))
    if _TWO_STOPS.search("".join(piece.words for piece in pieces)):
        pieces[-1] = pieces[-1]._replace(words=pieces[-1].words[:-1])
    return pieces


def claim_sentence(claim: Claim, dataset: Dataset, text: Escape = str, name: Escape = str) -> str:
    """Returns a claim as attributed sentences; `name` escapes the names, and `text` what stands between."""
    pieces = fill_template(build_template(claim, dataset), claim, dataset)
    return "".join((name if piece.is_name else text)(piece.words) for piece in pieces)


def build_templates(claims: Iterable[Claim], dataset: Dataset) -> list[Template]:
    """Returns the template of each claim."""
    return [build_template(claim, dataset) for claim in claims]


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
        return _name(entity) if entity else _site(evidence.by)
    if evidence.basis in DEFAULT_SPEAKERS:
        return DEFAULT_SPEAKERS[evidence.basis]
    source = dataset.sources[evidence.quoting or evidence.source]
    return source.in_text or _site(source.publisher or source.title)


def label_speakers(claim: Claim, dataset: Dataset) -> str:
    """Returns who says a claim in a few words, as its sentence does: "Newsweek", "an indictment".

    Of a claim that is only denied or doubted, they are those who do so.
    """
    setting = setting_evidence(claim, dataset)
    if setting is None:
        against = [item for item in claim.evidence if not item.supports]
        denials = [item for item in against if item.stance == "denies"] or against
        return names_words(list(dict.fromkeys(speaker_words(item, dataset) for item in denials)))
    basis = dataset.ontology.bases[setting.basis]
    if claim.status is Status.INFERRED < basis.status:
        return f"the editors, from {speaker_words(setting, dataset)}"
    return _prefix_words(basis.prefix) or speaker_words(setting, dataset)


def evidence_sentence(evidence: Evidence, dataset: Dataset, text: Escape = str, name: Escape = str) -> str:
    """Returns what one piece of evidence says: "Newsweek reports that he signed on in 2005."."""
    speaker = capital(speaker_words(evidence, dataset))
    said = _TWO_STOPS.sub(r"\1", f"{speaker} {evidence.says}.")
    return name(speaker) + text(said[len(speaker) :])


def evidence_cite(evidence: Evidence, dataset: Dataset, text: Escape = str, name: Escape = str) -> str:
    """Returns where the evidence stands: source, locator, and the source that is quoted there."""
    place = name(dataset.sources[evidence.source].title) + text(f", {evidence.at}")
    if evidence.quoting:
        place += ", quoting " + name(dataset.sources[evidence.quoting].title)
    return place


def basis_words(evidence: Evidence, dataset: Dataset) -> str:
    """Returns the basis and when it was said: "interview, about 2012"."""
    label = dataset.ontology.bases[evidence.basis].label
    return f"{label}, {date_words(evidence.date)}" if evidence.date else label


def status_words(claim: Claim) -> str:
    """Returns the status as a word, with its flag: "alleged, disputed"."""
    return claim.status.word + (", disputed" if claim.disputed and claim.status else "")


def certainty_words(claim: Claim) -> str:
    """Returns what follows the status if a date was asked for: ", possibly at that date", or ""."""
    return {"possibly": ", possibly at that date", "undated": ", undated"}.get(claim.certainty, "")


def cap_words(claim: Claim) -> str:
    """Returns the editors' cap with its reason, or ""."""
    if claim.at_most is None:
        return ""
    return f"Held at “{claim.at_most.word}” by the editors: {claim.because}"


def when_words(claim: Claim, dataset: Dataset) -> str:
    """Returns when a claim holds or happened, never finer than the data; "" when undated."""
    return fill_places(_when(claim, dataset), lambda place: _word(place, claim, dataset))


def capital(text: str) -> str:
    """Returns the text with a capital as its first letter; an address stays as it is."""
    return text if _ADDRESS.match(text) else text[:1].upper() + text[1:]


def names_words(words: Sequence[str]) -> str:
    """Returns names in a row: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def short_name(entity: Entity) -> str:
    """Returns the shortest alias that ends the name, else the name as it stands within a sentence."""
    tails = [alias for alias in entity.aliases if entity.name.endswith(f" {alias}")]
    return min(tails, key=lambda alias: (len(alias), alias), default=_name(entity))


def _prefix_words(prefix: str) -> str:
    """Returns who or what a prefix names: "An indictment says that" → "an indictment"."""
    words = _PREFIX_END.sub("", prefix)
    return words[:1].lower() + words[1:] if _SMALL_WORD.match(words) else words


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


def _site(text: str) -> str:
    """Returns a speaker; one that is only an address speaks by its host: "the site example.org"."""
    found = _ADDRESS.fullmatch(text)
    return f"the site {found[1]}" if found else text


def _name(entity: Entity) -> str:
    return entity.in_text or entity.name


def _double(text: str) -> str:
    """Returns a text that stays as it is when a template is filled."""
    return text.replace("{", "{{").replace("}", "}}")


def _said(claim: Claim, item: Evidence, dataset: Dataset, clause: _Clause) -> str:
    """Returns the sentence of the evidence that sets the status."""
    basis = dataset.ontology.bases[item.basis]
    number = next(at for at, one in enumerate(claim.evidence) if one is item)
    if claim.status is Status.INFERRED < basis.status:  # capped: the speaker said something else
        return _INFERRED.format(speakers=f"{{{number}}}", claim=clause.text)
    if basis.prefix:
        return _RECORDED.format(prefix=_double(basis.prefix), claim=clause.text)
    verb = _double(basis.verb_plural if _is_plural(item, dataset) else basis.verb)
    own = _own_words(claim, item, number, dataset, clause.last)
    if own:
        return _OWN.format(claim=clause.text, speakers=own, verb=verb.removesuffix(" that"))
    return _SAID.format(speakers=f"{{{number}}}", verb=verb, claim=clause.text)


def _own_words(claim: Claim, item: Evidence, number: int, dataset: Dataset, last: Entity) -> str:
    """Returns a speaker that is an end of the claim, as it stands behind the clause; "" for any other."""
    ends = [dataset.entities[key] for key in (claim.from_id, claim.to_id)]
    words = speaker_words(item, dataset)
    speaker = dataset.entities.get(item.by) or next((one for one in ends if _name(one) == words), None)
    if speaker is None or speaker.id not in (claim.from_id, claim.to_id):
        return ""
    if speaker is last and short_name(speaker) == words:
        return "they" if speaker.plural else _double(f"that {dataset.ontology.kinds[speaker.kind].label}")
    return f"{{{number}.short}}" if item.by == speaker.id else f"{{{number}}}"


class _Clause(NamedTuple):
    """The clause of a claim with places for its ends and roles, and whom it names last."""

    text: str
    last: Entity


def _clause(claim: Claim, dataset: Dataset) -> _Clause:
    """Returns the type's clause with the claim's roles."""
    kind = dataset.ontology.types[claim.type]
    text, said, last = _ends_clause(claim, dataset)
    for role, keys in claim.roles.items():
        known = [(f"{{{role}.{at}}}", dataset.entities[key]) for at, key in enumerate(keys)]
        phrase = " " + kind.roles[role].phrase
        filled = phrase.replace("{names}", names_words([_name(entity) for _, entity in known]))
        if known and not said.endswith(filled):  # the name of a case often says against whom it is
            (place, first), *others = known
            places = [_again(place, first, last, dataset), *(place for place, _ in others)]
            text += _double(phrase).replace("{{names}}", names_words(places))
            said, last = filled, known[-1][1]
    return _Clause(text, last)


def _ends_clause(claim: Claim, dataset: Dataset) -> tuple[str, str, Entity]:
    """Returns the type's clause without roles, its last words, and whom it names last."""
    ends = {"{from}": dataset.entities[claim.from_id], "{to}": dataset.entities[claim.to_id]}
    subject = last = None
    text = said = ""
    for piece in _CLAUSE_PLACE.split(dataset.ontology.types[claim.type].sentence):
        if entity := ends.get(piece):
            text += _again(piece, entity, last, dataset, within=True)
            subject, last, said = subject or entity, entity, _name(entity)
        elif piece:
            said = piece.replace("{was}", "were" if subject and subject.plural else "was")
            text += _double(said)
    assert last is not None  # check refuses a sentence without {from} and {to}
    return text, said, last


def _again(place: str, entity: Entity, last: Entity | None, dataset: Dataset, *, within: bool = False) -> str:
    """Returns the place of a name, or words for it where the name before is the same: "that person".

    `within`: also where the name before ends with it, as in "the hack of Stratfor".
    """
    name, before = _name(entity).casefold(), _name(last).casefold() if last else ""
    label = dataset.ontology.kinds[entity.kind].label
    if name == before and last is not entity:
        return _double(f"another {label} of that name")
    if name == before or (within and before.endswith(f" {name}")):
        return "them" if entity.plural else _double(f"that {label}")
    return place


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
    plural = False
    for at, item in items:
        places.setdefault(speaker_words(item, dataset), f"{{{at}}}")
        plural = plural or _is_plural(item, dataset)
    return names_words(list(places.values())), len(places) > 1 or plural


def _is_plural(item: Evidence, dataset: Dataset) -> bool:
    """Returns whether a speaker takes the plural: as its record says; a publication never does.

    Plain words tell it by their form ("two former officials"); a name in plain words takes the singular.
    """
    if entity := dataset.entities.get(item.by):
        return entity.plural
    source = dataset.sources.get(item.quoting or item.source)
    words = item.by or (source.in_text if source else "")
    head = _TAIL.split(words, maxsplit=1)[0]
    last = head.rsplit(" ", 1)[-1]
    if item.basis in DEFAULT_SPEAKERS and not item.by:
        return False
    if _MANY.match(head):
        return True
    if not last[:1].islower():
        return False
    joined = _AND.search(head)
    if joined and (joined["own"] or not re.match(r"an?\s", head)):
        return True
    return last in _PLURALS or (last.endswith("s") and not last.endswith(_NO_PLURAL))


def _when(claim: Claim, dataset: Dataset) -> str:
    """Returns when a claim holds or happened, with places for dates that stand in it as they are."""
    return when_template(claim.start, claim.end, state=dataset.ontology.types[claim.type].time == "state")
