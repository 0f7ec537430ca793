"""The page fills each template with its own JavaScript: every sentence is that of the text outputs."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from graphkit.dataset.memory import MemoryDataset
from graphkit.model.dates import parse_date
from graphkit.model.records import Claim, Evidence
from graphkit.model.status import Status
from graphkit.project import open_project
from graphkit.questions.answer import Subgraph
from graphkit.render.view import build_map_data
from graphkit.sentences import claim_sentence, when_words
from tests.services import require

if TYPE_CHECKING:
    from graphkit.questions.answer import Answer

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "web" / "src" / "model"
READ = """
import { buildModel } from "%s/data.js";
import { sentenceText, whenText } from "%s/sentence.js";
import { readFileSync } from "node:fs";
const model = buildModel(JSON.parse(readFileSync(0, "utf8")));
const told = model.claims.map((c) => [c.id, [sentenceText(model, c), whenText(model, c)]]);
console.log(JSON.stringify(Object.fromEntries(told)));
"""
NAMES = (
    *("{from} Ana", "{0} Bob", "x}} y", "eBay Inc", "the {claim}", "Two officials", "O'Neil's", "Acme Inc."),
    *("Yahoo!", "the “Gang.”", "https://x.example/a", "www.x.example", "hack of Ana", "Ana"),
)
SPEAKERS = (
    *("", "", "two former officials", "a professor", "some {x} people", "the class", "Acme Inc."),
    *("https://x.example/b?c", "www.x.example"),
)
DATES = (
    "2005",
    "2005~",
    "../2003",
    "../2003-04",
    "2009-03/..",
    "2004/2009",
    "2009-12",
    "2009-33",
    "2005~/2006~",
    "../..",
)

pytestmark = pytest.mark.slow


def filled_by_the_page(answer: Answer) -> dict[str, list[str]]:
    """Returns the sentence and the time of each claim as the page's modules make them under Node."""
    require("node", bool(shutil.which("node")), "apt-get install nodejs")
    code = READ % (MODEL.as_uri(), MODEL.as_uri())
    done = subprocess.run(
        ["node", "--input-type=module", "-e", code],
        input=build_map_data(answer).to_json(),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def filled_here(answer: Answer) -> dict[str, list[str]]:
    claims = build_map_data(answer).claims
    sentences = [claim_sentence(claim, answer.dataset) for claim in claims]
    pairs = zip(claims, sentences, strict=True)
    return {claim.id: [sentence, when_words(claim, answer.dataset)] for claim, sentence in pairs}


def test_every_shipped_sentence() -> None:
    answer = open_project(ROOT).map().view.answer
    assert filled_by_the_page(answer) == filled_here(answer)


def test_paths_and_tables_whose_speakers_are_not_on_the_map() -> None:
    project = open_project(ROOT)
    paths = project.path("loya-castro", "dea")
    for answer in (paths, paths.table()):
        assert filled_by_the_page(answer) == filled_here(answer)


def test_sentences_of_random_claims() -> None:
    answer = random_answer(random.Random(13), 3_000)
    assert filled_by_the_page(answer) == filled_here(answer)


def random_answer(chance: random.Random, count: int) -> Subgraph:
    """Returns random claims about the shipped entities, with names that look like places of a template."""
    known = open_project(ROOT).dataset
    entities = {}
    for key, entity in known.entities.items():
        last = entity.name.split()[-1]
        entities[key] = replace(
            entity,
            name=chance.choice((entity.name, f"{chance.choice(NAMES)} {last}", chance.choice(NAMES))),
            aliases=(*entity.aliases, last),
            in_text=chance.choice((entity.in_text, f"the {{when}} {entity.name}")),
            plural=chance.random() < 0.3,
        )
    sources = {
        key: replace(
            source,
            in_text=chance.choice(("", "the cable", "a report of {1}")),
            publisher=chance.choice((source.publisher, "https://x.example/p?q", "Ana", "hack of Ana")),
        )
        for key, source in known.sources.items()
    }
    dataset = MemoryDataset("random", known.ontology, entities, sources, {})
    claims = {f"c{number:05}": _claim(chance, f"c{number:05}", dataset) for number in range(count)}
    dataset = replace(dataset, claims=claims)
    return Subgraph(dataset, {}, entities=tuple(entities), claims=tuple(claims))


def _claim(chance: random.Random, key: str, dataset: MemoryDataset) -> Claim:
    ids, ontology = list(dataset.entities), dataset.ontology
    kind = chance.choice(list(ontology.types.values()))
    ends = chance.choice(ids), chance.choice(ids)
    evidence = tuple(_evidence(chance, ends, dataset) for _ in range(chance.choice((1, 1, 2, 3))))
    status = max(
        (ontology.bases[item.basis].status for item in evidence if item.supports), default=Status.DENIED
    )
    capped = min(status, Status.INFERRED) if chance.random() < 0.1 else status
    start, end = (chance.choice((None, parse_date(chance.choice(DATES)))) for _ in range(2))
    roles = {role: tuple(chance.sample(ids, chance.randrange(4))) for role in kind.roles}
    return Claim(
        id=key,
        type=kind.key,
        from_id=ends[0],
        to_id=ends[1],
        evidence=evidence,
        status=capped,
        disputed=False,
        start=start,
        end=end,
        roles=roles,
    )


def _evidence(chance: random.Random, ends: tuple[str, str], dataset: MemoryDataset) -> Evidence:
    sources = list(dataset.sources)
    return Evidence(
        source=chance.choice(sources),
        at="P1",
        says="says so",
        basis=chance.choice(list(dataset.ontology.bases)),
        quoting=chance.choice(("", chance.choice(sources))),
        by=chance.choice((*SPEAKERS, *ends, chance.choice(list(dataset.entities)))),
        stance=chance.choice(("supports", "supports", "denies", "doubts")),
    )
