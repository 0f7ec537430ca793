"""Reads a database with the bare driver and compares it with a dataset, without the mapping of graphkit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import neo4j

from graphkit.cypher.neo4j.connect import Secret, Server
from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity, Source
from tests.neo4j.server import Address

LISTS = {
    "sources": "source",
    "ats": "at",
    "quotings": "quoting",
    "bys": "by",
    "bases": "basis",
    "stances": "stance",
    "says": "says",
    "grades": "grade",
}


@dataclass
class Found:
    """Nodes by label and id, claims by id; `doubles` are ids that occur twice."""

    entities: dict[str, tuple[set[str], dict[str, Any]]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, tuple[str, str, str, dict[str, Any]]] = field(default_factory=dict)
    markers: list[dict[str, Any]] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)


def server_at(address: Address) -> Server:
    """Returns the server of an address."""
    return Server(address.uri, address.user, Secret(address.password))


def run(address: Address, text: str, **given: Any) -> list[dict[str, Any]]:
    """Runs a statement with the bare driver."""
    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
        return [record.data() for record in driver.execute_query(text, given).records]


def read(address: Address) -> Found:
    """Reads all elements of graphkit in the database."""
    found = Found()
    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver, driver.session() as session:
        for labels, p in session.run("MATCH (n) RETURN labels(n), properties(n)"):
            if "Entity" in labels:
                _put(found, found.entities, p["id"], (set(labels), p))
            elif "Source" in labels:
                _put(found, found.sources, p["id"], p)
            elif "GraphkitProject" in labels:
                found.markers.append(p)
        text = "MATCH (a)-[r]->(b) WHERE r._hash IS NOT NULL RETURN type(r), a.id, b.id, properties(r)"
        for type_, start, end, p in session.run(text):
            _put(found, found.claims, p["id"], (type_, start, end, p))
    return found


def differences(found: Found, dataset: Dataset) -> list[str]:
    """Returns all differences between the database and the dataset, as texts."""
    wrong = [f"twice: {key}" for key in found.doubles]
    for what, there, wanted in (
        ("entity", found.entities, dataset.entities),
        ("source", found.sources, dataset.sources),
        ("claim", found.claims, dataset.claims),
    ):
        wrong += [f"missing {what} {key}" for key in wanted if key not in there]
        wrong += [f"left over {what} {key}" for key in there if key not in wanted]
    for key, entity in dataset.entities.items():
        wrong += [f"entity {key}: {name}" for name in _entity(entity, *found.entities.get(key, (set(), {})))]
    for key, source in dataset.sources.items():
        wrong += [f"source {key}: {name}" for name in _source(source, found.sources.get(key, {}))]
    for key, claim in dataset.claims.items():
        if key in found.claims:
            wrong += [f"claim {key}: {name}" for name in _claim(claim, *found.claims[key])]
    return wrong


def _put(found: Found, where: dict[str, Any], key: str, value: Any) -> None:
    if key in where:
        found.doubles.append(key)
    where[key] = value


def _entity(entity: Entity, labels: set[str], p: dict[str, Any]) -> list[str]:
    kind = "".join(part.title() for part in entity.kind.split("_"))
    wanted = {
        "labels": {"Entity", kind} <= labels and len(labels) == 2,
        "ids": list(entity.ids) == list(zip(p.get("id_names", ()), p.get("id_values", ()), strict=True)),
        "aliases": list(entity.aliases) == p.get("aliases"),
        "tags": list(entity.tags) == p.get("tags"),
    }
    names = ("name", "kind", "in_text", "summary", "unnamed", "plural", "visibility")
    wanted |= {name: getattr(entity, name) == p.get(name) for name in names}
    return [name for name, right in wanted.items() if not right]


def _source(source: Source, p: dict[str, Any]) -> list[str]:
    names = ("title", "kind", "publisher", "author", "url", "reliability", "visibility", "archive", "sha256")
    wanted = {name: getattr(source, name) == p.get(name) for name in (*names, "in_text")}
    wanted["date"] = (source.date.text if source.date else "") == p.get("date")
    return [name for name, right in wanted.items() if not right]


def _claim(claim: Claim, type_: str, start: str, end: str, p: dict[str, Any]) -> list[str]:
    count = len(claim.evidence)
    wanted = {
        "type": type_.lower() == claim.type,
        "ends": (start, end) == (claim.from_id, claim.to_id),
        "status": (p["status"], p["rung"]) == (claim.status.name.lower(), claim.status.value),
        "disputed": p["disputed"] is claim.disputed,
        "independent": p["independent"] == claim.independent,
        "since": p["since"] == (claim.start.text if claim.start else ""),
        "until": p["until"] == (claim.end.text if claim.end else ""),
        "cap": (p["at_most"], p["because"])
        == (claim.at_most.name.lower() if claim.at_most else "", claim.because),
        "visibility": p["visibility"] == claim.visibility,
        "dates": p["dates"] == [item.date.text if item.date else "" for item in claim.evidence],
    }
    if claim.start:
        wanted["days"] = (p["since_earliest"], p["since_latest"]) == (
            claim.start.earliest,
            claim.start.latest,
        )
    wanted |= {role: p.get(role) == list(keys) for role, keys in claim.roles.items()}
    for name, attribute in LISTS.items():
        wanted[name] = (
            p[name] == [getattr(item, attribute) for item in claim.evidence] and len(p[name]) == count
        )
    return [name for name, right in wanted.items() if not right]
