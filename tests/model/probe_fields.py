"""Runs in a copy of the package with more fields; prints where each output has them, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from graphkit.cypher.mapping import claim_of, claim_row, entity_of, entity_row
from graphkit.dataset.rows import to_networkx
from graphkit.errors import DataError
from graphkit.model.schema import json_schemas
from graphkit.project import Project, open_project
from graphkit.reading.dump import render_entities, render_relations
from graphkit.render.output import render
from graphkit.render.registry import RENDERERS, Page
from tools.reference import files_page

CLAIM = "advises/person-1/person-2"


def probe(project: Project, broken: Path) -> dict[str, Any]:
    """Returns what each output has of the claim, its only piece of evidence, and its first entity."""
    claim, entity = project.claims[CLAIM], project.entities["person-1"]
    row, node = claim_row(claim, ()), entity_row(entity)
    answer = project.show(CLAIM)
    plain = answer.to_dict()["claims_by_id"][CLAIM]
    schema = json_schemas(project.dataset.ontology)["relations"]["items"]["properties"]
    edge = to_networkx(project.dataset).edges["person-1", "person-2", CLAIM]
    return {
        "loader": [claim.asked.text, list(claim.evidence[0].via), entity.gender],  # type: ignore[attr-defined]
        "check": _problems(broken),
        "schema": [schema["asked"], schema["evidence"]["items"]["properties"]["via"]],
        "json": [plain["asked"], plain["evidence"][0]["via"]],
        "properties": [
            row["p"]["asked_latest"],
            row["p"]["vias"],
            row["p"]["via_counts"],
            node["p"]["gender"],
        ],
        "back": [claim_of("advises", (), row) == claim, entity_of(node["p"]) == entity],
        "networkx": [edge["asked"], edge["evidence"][0]["via"]],
        "yaml": render_relations([claim]) + render_entities([entity]),
        "reference": files_page(),
        **{name: str(render(answer, RENDERERS[name], Page())) for name in ("graphml", "html")},
    }


def _problems(folder: Path) -> list[str]:
    try:
        open_project(folder)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


if __name__ == "__main__":
    print(json.dumps(probe(open_project(sys.argv[1]), Path(sys.argv[2]))))
