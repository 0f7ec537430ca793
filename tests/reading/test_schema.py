"""The JSON Schemas and the loader hold together, and the ontology page is the one in docs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from graphkit.errors import DataError, UnknownName
from graphkit.model.schema import FILES, json_schemas, render_markdown
from graphkit.reading.read import builtin_ontology
from tests.projects import ENTITIES, RELATIONS, SOURCES, make_dataset

ROOT = Path(__file__).parents[2]
SCHEMAS = json_schemas(builtin_ontology())


class CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: version 1.2 has no dates."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def valid(file: str, text: str) -> bool:
    return not list(Draft202012Validator(SCHEMAS[file]).iter_errors(yaml.load(text, CoreLoader)))


def loads(file: str, text: str) -> bool:
    texts = {"entities": ENTITIES, "relations": RELATIONS, "sources": SOURCES} | {file: text}
    try:
        make_dataset(texts["relations"], texts["entities"], texts["sources"])
    except DataError:
        return False
    return True


@pytest.mark.parametrize("file", FILES)
def test_each_schema_is_a_schema(file: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[file])
    assert json_schemas(builtin_ontology(), file) == SCHEMAS[file]


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(UnknownName, match='unknown data file "entity"'):
        json_schemas(builtin_ontology(), "entity")


EVIDENCE = "{source: paper, at: P1, basis: book, says: says so}"
CASES = [
    ("entities", ENTITIES),
    ("entities", ENTITIES + "- {id: more, kind: place, name: A place, ids: {wikidata: Q1}, tags: [a]}\n"),
    ("entities", ENTITIES + "- {id: More, kind: place, name: A place}\n"),
    ("entities", ENTITIES + "- {id: more, kind: plce, name: A place}\n"),
    ("entities", ENTITIES + "- {id: more, kind: place}\n"),
    ("entities", ENTITIES + "- {id: more, kind: place, name: A place, nmae: x}\n"),
    ("entities", ENTITIES + "- {id: more, kind: place, name: A place, aliases: one}\n"),
    ("entities", ENTITIES + "- {id: more, kind: place, name: A place, unnamed: perhaps}\n"),
    ("sources", SOURCES + "- {id: more, title: T, kind: leak, date: 2012-10, reliability: B}\n"),
    ("sources", SOURCES + "- {id: more, title: T, kind: leaks}\n"),
    ("sources", SOURCES + "- {id: more, title: T, kind: leak, sha256: abc}\n"),
    ("relations", RELATIONS),
    ("relations", f"- {{type: advises, from: person-1, to: person-2, evidence: [{EVIDENCE}]}}\n"),
    ("relations", "- {type: advises, from: person-1, to: person-2, evidence: []}\n"),
    ("relations", "- {type: advises, from: person-1, to: person-2}\n"),
    ("relations", f"- {{type: adviss, from: person-1, to: person-2, evidence: [{EVIDENCE}]}}\n"),
    (
        "relations",
        f"- {{type: advises, from: person-1, to: person-2, at_most: x, because: y,evidence: [{EVIDENCE}]}}\n",
    ),
    ("relations", "- {type: advises, from: person-1, to: person-2, evidence: [{source: paper, at: P1}]}\n"),
]


@pytest.mark.parametrize(("file", "text"), CASES)
def test_schema_and_loader_agree(file: str, text: str) -> None:
    assert valid(file, text) == loads(file, text)


def test_the_shipped_data_fits_the_schemas() -> None:
    for file in ("entities", "relations", "sources"):
        text = (ROOT / "data" / f"{file}.yaml").read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema=../schema/{file}.json\n")
        assert valid(file, text), file
        kept = json.loads((ROOT / "schema" / f"{file}.json").read_text(encoding="utf-8"))
        assert kept == SCHEMAS[file], f"run: graphkit schema {file} --json > schema/{file}.json"


def test_the_ontology_page_is_current() -> None:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert page == render_markdown(builtin_ontology()), "run: graphkit schema --md > docs/ontology.md"
