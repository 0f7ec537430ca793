"""Views of invented data for the tests of the page: every status, stance and kind, in any size."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graphkit.render.layout import build_layout

Json = dict[str, Any]
Text = Callable[[str], str]

_ONTOLOGY = Path(__file__).parents[2] / "graphkit" / "model" / "ontology.yaml"
BASES = {
    "established": "official_record",
    "testified": "testimony",
    "charged": "indictment",
    "reported": "press_report",
    "alleged": "court_filing",
    "inferred": "inference",
    "denied": "official_statement",
}
_LAID_OUT = 500
_WEIGHTS = (1, 2, 2, 8, 4, 1, 1)


@dataclass(frozen=True, slots=True)
class FakeView:
    """Stands where the page expects a view."""

    data: Json

    def to_dict(self) -> Json:
        """The object that the page carries."""
        return self.data


def sample_view(entities: int = 36, *, seed: int = 1, story: bool = True, text: Text = str) -> FakeView:
    """A connected view of invented entities, with about 1.4 claims for each of them.

    `text` changes every text of the view, and every id: hostile strings go in there.
    """
    chance = random.Random(seed)
    ontology = _read_ontology()
    kinds, types = list(ontology["kinds"]), list(ontology["types"])[:9]
    people = [_entity(i, kinds[i % len(kinds)] if i % 3 else "person", text) for i in range(entities)]
    pairs = _pairs(entities, chance)
    claims = {}
    for number, (a, b) in enumerate(pairs):
        claim = _claim(number, types[number % len(types)], people[a], people[b], chance, text)
        claims[text(f"{claim['type']}/{a}/{b}/{number}")] = claim
    places = build_layout(entities, pairs).tolist() if entities <= _LAID_OUT else _squares(entities)
    for person, (x, y) in zip(people, places, strict=True):
        person |= {"x": round(x, 2), "y": round(y, 2)}
    return FakeView(_view(people, claims, ontology, text, story))


def empty_view() -> FakeView:
    """The view of a question that found nothing."""
    data = _view([], {}, _read_ontology(), str, story=False)
    return FakeView(data | {"sources_by_id": {}, "title": "Nothing"})


def _squares(entities: int) -> list[tuple[float, float]]:
    """SourceMap on a grid: a layout of thousands would take longer than the tests that need them."""
    side = round(entities**0.5) + 1
    return [(i % side * 40.0, i // side * 40.0) for i in range(entities)]


def _pairs(entities: int, chance: random.Random) -> list[tuple[int, int]]:
    """A tree towards low numbers, so that some are hubs, and a few more pairs; one pair comes three times."""
    pairs = [(i, int(i * chance.random() ** 2)) for i in range(1, entities)]
    more = [(chance.randrange(entities), chance.randrange(entities)) for _ in range(entities * 2 // 5)]
    return [pairs[0], pairs[0], *pairs, *(pair for pair in more if pair[0] != pair[1])]


def _entity(number: int, kind: str, text: Text) -> Json:
    entity: Json = {"id": text(f"e{number}"), "name": text(f"{kind.capitalize()} {number}"), "kind": kind}
    if number % 4 == 0:
        entity["aliases"] = [text(f"Alias {number}"), text(f"Código {number}")]
    if number % 5 == 0:
        entity["summary"] = text(f"An invented {kind} that stands for number {number}.")
    if number % 7 == 3:
        entity["unnamed"] = True
    entity["group"] = f"g{number % 3}"
    return entity


def _claim(number: int, type_: str, a: Json, b: Json, chance: random.Random, text: Text) -> Json:
    status = chance.choices(list(BASES), _WEIGHTS)[0] if number >= len(BASES) else list(BASES)[number]
    against = [] if number % 4 else [_evidence(number, status, "denies" if number % 8 else "doubts", text)]
    voices = 0 if status == "denied" else 1 + number % 2
    support = [_evidence(number + i, status, "", text) for i in range(voices)]
    claim: Json = {
        "type": type_, "from": a["id"], "to": b["id"], "status": status,
        "sentence": _plain(text(f"Paper {number % 5} reports that ")) + "{from} did thing "
        + _plain(text(f"{number} to ")) + "{to}.",
        "evidence": support + against or [_evidence(number, status, "denies", text)],
        "independent": len(support),
    }  # fmt: skip
    if against or status == "denied":
        claim["disputed"] = True
    if number % 3:
        claim |= {"when": _plain(text("from ")) + "{start}", "start": str(1990 + number % 20)}
    if number % 10 == 5:
        claim |= {"at_most": status, "because": text("the editors hold it there")}
    if number % 9 == 4:
        claim["roles"] = {"about": [a["id"]]}
    return {key: value for key, value in claim.items() if value or key == "independent"}


def _plain(words: str) -> str:
    """Words as they stand in a text with places."""
    return words.replace("{", "{{").replace("}", "}}")


def _evidence(number: int, status: str, stance: str, text: Text) -> Json:
    item = {
        "source": text(f"s{number % 6}"), "at": text(f"P{number}"),
        "says": text(f"says thing number {number}"), "basis": BASES[status],
        "by": text(f"Speaker {number % 8}"),
        "by_name": text(f"Speaker {number % 8}"),
        "stance": stance, "date": "2009-12",
        "quoting": text("s5") if number % 6 == 2 else "",
    }  # fmt: skip
    return {key: value for key, value in item.items() if value}


def _view(people: Sequence[Json], claims: Json, ontology: Json, text: Text, story: bool) -> Json:
    people = sorted(people, key=lambda person: person["id"])
    used = {claim["type"] for claim in claims.values()}
    view: Json = {
        "graphkit": "0.1.0", "question": {"ask": "map"}, "truncated": False,
        "title": text("An invented case"), "up_to": "2012-10-05",
        "standfirst": text("Nothing here is about anybody. Each line is a claim."),
        "correction": text("Write to corrections@example.org."),
        "entities": list(people), "claims": sorted(claims), "claims_by_id": claims,
        "sources_by_id": {text(f"s{n}"): _source(n, text) for n in range(6)},
        "dates": _dates(text),
        "ontology": _ontology(ontology, used, text),
    }  # fmt: skip
    if story and people:
        view["story"] = [
            {"title": text(f"Step {n}"), "text": text(f"What step {n} tells."), "focus": _focus(n, people)}
            for n in range(1, 4)
        ]
    return view


def _dates(text: Text) -> Json:
    """The years that claims begin in, and two dates of evidence and sources."""
    years = {
        str(year): (datetime.date(year, 1, 1), datetime.date(year, 12, 31)) for year in range(1990, 2010)
    }
    days = {
        "2009-12": (datetime.date(2009, 12, 1), datetime.date(2009, 12, 31)),
        "2010-04-19": (datetime.date(2010, 4, 19), datetime.date(2010, 4, 19)),
    }
    return {
        key: {"words": text(key), "days": [first.toordinal(), last.toordinal()]}
        for key, (first, last) in (years | days).items()
    }


def _focus(number: int, people: Sequence[Json]) -> Json:
    return {"entities": [person["id"] for person in people[number * 3 : number * 3 + 6]]}


def _source(number: int, text: Text) -> Json:
    source = {"title": text(f"Source {number}"), "kind": "news", "publisher": text(f"Paper {number}"),
              "date": "2010-04-19", "number": number + 1, "url": f"https://example.org/{number}"}  # fmt: skip
    return source | ({"url": "javascript:alert(1)"} if number == 3 else {})


def _ontology(ontology: Json, used: set[str], text: Text) -> Json:
    return {
        "kinds": {key: {"label": text(kind["label"]), "plural": text(kind["plural"]), "shape": kind["shape"],
                        "color": kind["color"]} for key, kind in ontology["kinds"].items()},
        "types": {key: {"label": text(kind["label"]), "symmetric": kind["symmetric"], "group": kind["group"],
                        "time": kind["time"]} for key, kind in ontology["types"].items() if key in used},
        "statuses": {key: {"meaning": text(f"What {key} means.")} for key in BASES},
        "bases": {key: {"label": text(basis["label"]), "status": basis["status"],
                        "meaning": text(basis["meaning"])}
                  for key, basis in ontology["bases"].items()},
    }  # fmt: skip


def _read_ontology() -> Json:
    data: Json = yaml.safe_load(_ONTOLOGY.read_text(encoding="utf-8"))
    return data
