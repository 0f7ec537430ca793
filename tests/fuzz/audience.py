"""Random projects, each beside the same one without all that an audience may not see: nothing differs.

Run: `make campaign-audience`, or `python -m tests.fuzz.audience [PROJECTS] [SEED]`
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from graphkit.cli import main
from graphkit.cypher.mapping import node_rows, relationship_rows
from graphkit.cypher.neo4j.carried import carried_files, redacted_files
from graphkit.errors import UsageError
from graphkit.notebook import _SHOWN, _publish, _publish_html
from graphkit.project import Project, open_project
from graphkit.questions.answer import Answer
from graphkit.render.output import render
from graphkit.render.registry import RENDERERS, Page
from tests.fuzz.hidden import Files, Maker, Record, without_hidden

Ask = Callable[[Project], Answer]


class Asker:
    """What is asked of a project: the same of both."""

    def __init__(self, choose: random.Random, files: Files, audience: str) -> None:
        self.choose, self.files, self.audience = choose, files, audience

    def entity(self) -> str:
        """Returns the id, the name or a mistyped name of an entity, hidden or not."""
        one = self.choose.choice(self.files.entities)
        return str(
            self.choose.choice(
                (one["id"], one["id"], one["id"], one["name"], one["name"][:-1], one["id"] + "x")
            )
        )

    def filters(self) -> Record:
        """Returns some filters."""
        source = self.choose.choice(self.files.sources)["id"]
        every: list[Record] = [
            *({}, {}, {}, {"as_of": "2005"}, {"between": ("2003", "2005")}, {"min_status": "reported"}),
            *({"undisputed": True}, {"min_sources": 2}, {"source": [source]}, {"without_source": [source]}),
            *({"type": ["informed_for"]}, {"kind": ["person"]}, {"include_denied": True}),
        ]
        return self.choose.choice(every)

    def questions(self) -> Iterator[tuple[str, Ask]]:
        """Yields a name and a question for each kind of question."""
        one, two, three = (self.entity() for _ in range(3))
        limits = self.filters()
        claim = self.choose.choice([*map(Maker.key, self.files.relations), "none"])
        source = self.choose.choice(self.files.sources)["id"]
        ways: list[Record] = [{}, {"all": True}, {"k": 3}, {"explain": True}, {"directed": True}]
        paths = self.choose.choice(ways)
        rank = self.choose.choice(["betweenness", "pagerank", "core", "louvain"])
        yield f"show {one}", lambda p: p.show(one, **limits)
        yield f"show {claim}", lambda p: p.show(claim)
        yield f"find {two}", lambda p: p.find(two, why=True)
        yield f"path {one} {two} {paths}", lambda p: p.path(one, two, **paths, **limits)
        yield f"around {one}", lambda p: p.around(one, hops=2, **limits)
        yield "between", lambda p: p.between(one, two, three, **limits)
        yield "sources", lambda p: p.list_sources()
        yield f"sources {source}", lambda p: p.list_sources(source)
        yield "timeline", lambda p: p.timeline(**limits)
        yield f"timeline {one}", lambda p: p.timeline(one)
        yield "stats", lambda p: p.stats(**limits)
        yield f"stats {rank}", lambda p: p.stats(centrality=rank)
        yield "check", lambda p: p.counts()
        yield "map", lambda p: p.list_all(**{**limits, "include_denied": True})
        yield "export", lambda p: p.export(**limits)
        for query in self.choose.sample(("gaps", "brokers", "contested_claims", "single_source_claims"), 2):
            yield f"ask {query}", partial(_ask, query)
        yield "ask common_contacts", lambda p: p.ask("common_contacts", first=one, second=two)

    def commands(self) -> Iterator[tuple[str, ...]]:
        """Yields commands, for the audience by their option or by what they write."""
        one, two = self.entity(), self.entity()
        source = self.choose.choice(self.files.sources)["id"]
        narrow = ("--audience", self.audience)
        form = self.choose.choice(("text", "json", "jsonl", "csv", "md", "mermaid", "dot", "graphml", "gexf"))
        file = () if self.audience == "public" and self.choose.random() < 0.5 else narrow
        every = [
            ("show", one, *narrow, "--format", form),
            ("find", one, *narrow),
            ("path", one, two, *narrow, "--format", form),
            ("path", one, two, "--without-source", source, *narrow),
            ("around", one, *narrow, "--kind", "persn"),
            ("around", one, "-o", "around.md", *file),
            ("between", one, two, *narrow),
            ("timeline", one, *narrow),
            ("timeline", "-o", "timeline.csv", *file),
            ("sources", source, *narrow),
            ("sources", "-o", "sources.json", *file),
            ("stats", *narrow),
            ("check", *narrow, "--format", self.choose.choice(("text", "json"))),
            ("check", "-o", "check.txt", *file),
            ("ask", "who_informed_for_whom", "--agency", two, *narrow),
            ("map", "-o", "map.html", *file),
            ("map", one, "-o", "map.svg", *file),
            ("map", "--path", one, two, "-o", "map.json", *file),
            (
                "export",
                "-o",
                self.choose.choice(("g.gexf", "g.graphml", "g.jsonl", "g.csv", "g/")),
                *file,
            ),
        ]
        yield from self.choose.sample(every, 6)


def _ask(query: str, project: Project) -> Answer:
    return project.ask(query)


def compare(seed: int) -> int:
    """Makes a project and compares all that it gives; returns how many outputs there were."""
    choose = random.Random(seed)
    files = Maker(choose).files()
    audience = choose.choice(("public", "public", "internal"))
    with tempfile.TemporaryDirectory() as folder:
        whole, bare = (Path(folder, name, "project") for name in ("whole", "bare"))
        files.write(whole)
        without_hidden(files, audience).write(bare)
        asker = Asker(choose, files, audience)
        count = _compare_answers(asker, open_project(whole), open_project(bare))
        for command in asker.commands():
            _same(f"graphkit {' '.join(command)}", *(_type(root, command) for root in (whole, bare)))
            count += 1
    return count


def _compare_answers(asker: Asker, whole: Project, bare: Project) -> int:
    """Compares each question in some formats, in a notebook, and what a push would write."""
    narrow = [project.for_audience(asker.audience) for project in (whole, bare)]
    count = 0
    for name, ask in asker.questions():
        answers = [_attempt(partial(ask, project)) for project in narrow]
        if isinstance(answers[0], str) or isinstance(answers[1], str):
            _same(name, *map(str, answers))
            continue
        for form in asker.choose.sample([*RENDERERS], 3):
            outputs = [_rendered(answer, form) for answer in answers]
            _same(f"{name} as {form}", *outputs)
            count += 1
        if asker.audience == "public":  # as the owner shows and saves it
            owned = [_displays(ask(project)) for project in (whole, bare)]
            _same(f"{name} in a notebook", *owned)
    _same("a push", *(_pushed(project) for project in narrow))
    _same("a map", *(project.map(audience=asker.audience).to_html() for project in (whole, bare)))
    _same(
        "a project in a notebook",
        *(_displays(p) for p in ((whole, bare) if asker.audience == "public" else narrow)),
    )
    return count + 3


def _attempt(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except UsageError as error:
        return f"{type(error).__name__}: {error}"


def _rendered(answer: Answer, form: str) -> object:
    project = answer.project
    assert project is not None
    page = Page(audience=project.audience, hidden=project.hidden)
    return _attempt(lambda: render(answer, RENDERERS[form], page, f"out.{form}"))


def _displays(item: Any) -> str:
    as_html, as_text = _SHOWN[type(item) if type(item) in _SHOWN else type(item).__mro__[1]]
    return _publish_html(as_html, item) + _publish(as_text, item)


def _pushed(seen: Project) -> str:
    rows = node_rows(seen.dataset), relationship_rows(seen.dataset)
    return repr((rows, redacted_files(carried_files(seen.root), seen.dataset)))


def _type(root: Path, command: tuple[str, ...]) -> Mapping[str, object]:
    """Returns what a command prints, its exit code and the files that it writes."""
    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    known = {path for path in root.rglob("*") if path.is_file()}
    arguments, sys.argv = sys.argv, ["graphkit", *command]
    os.chdir(root)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
        code: object = 0
    except SystemExit as stopped:
        code = stopped.code
    finally:
        os.chdir(before)
        sys.argv = arguments
    made = sorted({path for path in root.rglob("*") if path.is_file()} - known)
    files = {str(path.relative_to(root)): path.read_bytes() for path in made}
    for path in made:
        path.unlink()
    return {"code": code, "out": out.getvalue(), "err": err.getvalue(), "files": files}


def _same(what: str, one: object, other: object) -> None:
    if one != other:
        raise AssertionError(f"{what} tells what is hidden:\n{_difference(one, other)}")


def _difference(one: object, other: object) -> str:
    """Returns what surrounds the first character that differs."""
    a, b = str(one), str(other)
    at = next(
        (at for at, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b))
    )
    return f"{a[max(0, at - 200) : at + 200]}\n---\n{b[max(0, at - 200) : at + 200]}"


def run(projects: int, seed: int) -> None:
    """Compares so many projects, and prints how many outputs were the same."""
    began, outputs, failed = time.monotonic(), 0, 0
    for number in range(seed, seed + projects):
        try:
            outputs += compare(number)
        except Exception as error:
            failed += 1
            print(f"seed {number}: {error}", flush=True)
        if (number - seed + 1) % 50 == 0:
            print(
                f"{number - seed + 1} projects, {outputs} outputs, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    print(f"{projects} projects, {outputs} outputs without a difference, {failed} projects with one")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    run(*map(int, [*sys.argv[1:], *("300", "1")[len(sys.argv) - 1 :]]))
