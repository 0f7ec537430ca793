"""Random projects in which some records are not public, and the same without these."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]
LEVELS = ("public", "internal", "confidential")
KINDS = ("person", "person", "person", "agency", "organization", "case", "document")
BASES = ("press_report", "testimony", "official_statement", "court_filing", "leaked_document", "anonymous")
DATES = ("2003", "2004", "2005-03", "2006-07-11", "2004~", "2004/2006", "../2005", "2007/..")
# Types of claims, the kinds at their ends, and a role that they have.
TYPES = (
    ("informed_for", ("person",), ("agency", "organization"), "about"),
    ("communicated_with", ("person", "agency"), ("person", "agency"), "about"),
    ("met_with", ("person",), ("person",), ""),
    ("employed_by", ("person",), ("agency", "organization"), ""),
    ("member_of", ("person",), ("organization",), ""),
    ("advises", ("person",), ("person", "organization"), ""),
    ("charged_in", ("person",), ("case",), ""),
    ("identified_as", KINDS, KINDS, ""),
)
_WORDS = ("tells", "writes", "that", "there", "was", "a", "thing", "in", "the", "night")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]


@dataclass
class Files:
    """The records of a project by file."""

    entities: list[Record]
    sources: list[Record]
    relations: list[Record]
    story: list[Record]
    uncited: list[Record]

    def write(self, folder: Path) -> None:
        """Writes the files as JSON, which is YAML."""
        (folder / "data").mkdir(parents=True)
        for name, records in vars(self).items():
            text = "".join(f"- {json.dumps(record, ensure_ascii=False)}\n" for record in records)
            (folder / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (folder / "graphkit.yaml").write_text("name: a-project\ntitle: A title\nstandfirst: Some words.\n")


class Maker:
    """Makes a random project."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self._names: set[str] = set()

    def files(self) -> Files:
        choose = self.choose
        entities = [self._entity(number) for number in range(choose.randint(4, 10))]
        sources = [self._source(number) for number in range(choose.randint(2, 6))]
        found = [self._claim(entities, sources) for _ in range(choose.randint(3, 22))]
        claims = {self.key(claim): claim for claim in found if claim}
        relations = list(claims.values())
        story = [self._step(entities, list(claims)) for _ in range(choose.randint(0, 4))]
        uncited = [
            {"source": choose.choice(sources)["id"], "at": f"Q{at}", "reason": self._words()}
            for at in range(choose.randint(0, 3))
        ]
        choose.shuffle(relations)
        choose.shuffle(entities)
        return Files(entities, sources, relations, story, uncited)

    @staticmethod
    def key(claim: Record) -> str:
        """Returns the id that graphkit gives a claim."""
        parts = (claim["type"], claim["from"], claim["to"], claim.get("start"))
        return str(claim.get("id") or "/".join(part for part in parts if part))

    def _name(self) -> str:
        """Returns a name that no other has, so that no text names what is hidden."""
        while True:
            name = "".join(self.choose.sample(_SYLLABLES, 3)).capitalize()
            if name.casefold() not in self._names:
                self._names.add(name.casefold())
                return name

    def _words(self) -> str:
        return " ".join(self.choose.choices(_WORDS, k=5))

    def _labelled(self, record: Record, hidden: float = 0.25) -> Record:
        if self.choose.random() < hidden:
            record["visibility"] = self.choose.choice(LEVELS[1:])
        return record

    def _entity(self, number: int) -> Record:
        first, last = self._name(), self._name()
        record: Record = {
            "id": f"{last.lower()}-{number}",
            "kind": self.choose.choice(KINDS),
            "name": f"{first} {last}",
        }
        if self.choose.random() < 0.5:
            record["aliases"] = [self._name() for _ in range(self.choose.randint(1, 2))]
        if self.choose.random() < 0.4:
            record["summary"] = self._words()
        if self.choose.random() < 0.2:
            record["tags"] = [self.choose.choice(("one-group", "another"))]
        return self._labelled(record)

    def _source(self, number: int) -> Record:
        record: Record = {
            "id": f"{self._name().lower()}-{number}",
            "title": f"The {self._name()} papers",
            "kind": "news",
        }
        if self.choose.random() < 0.7:
            record["publisher"] = self.choose.choice(("Daily Example", "Weekly Example", "Example Press"))
        if self.choose.random() < 0.4:
            record["date"] = self.choose.choice(("2009", "2011-02", "2012-10-05"))
        return self._labelled(record)

    def _claim(self, entities: list[Record], sources: list[Record]) -> Record | None:
        choose = self.choose
        type_, from_kinds, to_kinds, role = choose.choice(TYPES)
        starts = [one for one in entities if one["kind"] in from_kinds]
        ends = [one for one in entities if one["kind"] in to_kinds]
        if not starts or not ends:
            return None
        one, other = choose.choice(starts)["id"], choose.choice(ends)["id"]
        if one == other:
            return None
        claim: Record = {"type": type_, "from": one, "to": other}
        if choose.random() < 0.5:
            claim["start"] = choose.choice(DATES)
        if choose.random() < 0.2:
            claim.update(at_most="alleged", because=self._words())
        if role and choose.random() < 0.5:
            claim["roles"] = {role: [item["id"] for item in choose.sample(entities, choose.randint(1, 2))]}
        count = choose.randint(1, 4)
        claim["evidence"] = [self._evidence(entities, sources, number) for number in range(count)]
        return self._labelled(claim, 0.15)

    def _evidence(self, entities: list[Record], sources: list[Record], number: int) -> Record:
        choose = self.choose
        item: Record = {
            "source": choose.choice(sources)["id"],
            "at": f"P{number}",
            "basis": choose.choice(BASES),
            "says": self._words(),
        }
        if choose.random() < 0.3:
            item["by"] = choose.choice([*(one["id"] for one in entities), "two clerks"])
        if choose.random() < 0.2:
            item["quoting"] = choose.choice(sources)["id"]
        if choose.random() < 0.25:
            item["stance"] = choose.choice(("denies", "doubts"))
        return item

    def _step(self, entities: list[Record], claims: list[str]) -> Record:
        choose = self.choose
        step: Record = {"title": self._words(), "text": self._words()}
        if choose.random() < 0.7:
            step["focus"] = {"entities": [choose.choice(entities)["id"]]}
        elif claims:
            step["focus"] = {"claims": [choose.choice(claims)]}
        return self._labelled(step)


def without_hidden(files: Files, audience: str) -> Files:
    """Returns the files with all deleted that an audience may not see, and all that names it."""
    seen = LEVELS[: LEVELS.index(audience) + 1]

    def shown(records: list[Record]) -> list[Record]:
        return [record for record in records if record.get("visibility", "public") in seen]

    entities, sources = shown(files.entities), shown(files.sources)
    gone = {one["id"] for one in files.entities} - {one["id"] for one in entities}
    lost = {one["id"] for one in files.sources} - {one["id"] for one in sources}
    relations = []
    for claim in shown(files.relations):
        if {claim["from"], claim["to"]} & gone:
            continue
        evidence = [
            item
            for item in claim["evidence"]
            if not {item["source"], item.get("quoting")} & lost and item.get("by") not in gone
        ]
        if not evidence:
            continue
        roles = {
            role: [key for key in keys if key not in gone] for role, keys in claim.get("roles", {}).items()
        }
        kept = {**claim, "evidence": evidence, "roles": {role: keys for role, keys in roles.items() if keys}}
        relations.append(kept if kept["roles"] else {key: kept[key] for key in kept if key != "roles"})
    claims = {Maker.key(claim) for claim in relations}
    story = [
        step
        for step in shown(files.story)
        if not {*step.get("focus", {}).get("entities", ())} & gone
        and {*step.get("focus", {}).get("claims", ())} <= claims
    ]
    return Files(
        entities, sources, relations, story, [one for one in files.uncited if one["source"] not in lost]
    )
