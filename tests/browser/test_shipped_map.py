"""The map of the shipped investigation: read back beside the YAML, walked by keyboard, looked at."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from graphkit.project import open_project
from tests.browser.labels import overlapping_labels
from tests.page.opened import DESKTOP, PHONE

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "artifacts" / "page"
HUB = 7  # claims from which on a name is bold
RUNGS = ["established", "testified", "charged", "reported", "alleged", "inferred", "denied"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the shipped map."""
    file = tmp_path_factory.mktemp("shipped") / "map.html"
    file.write_text(open_project(ROOT).map().to_html(), encoding="utf-8")
    return file


@pytest.fixture
def opened(new_page: Callable[..., Page], shipped: Path) -> Callable[..., Page]:
    """A function that opens the shipped map in a state."""

    def open_state(state: str = "", **options: Any) -> Page:
        page = new_page(**{"viewport": DESKTOP, "reduced_motion": "reduce"} | options)
        page.goto(f"{shipped.as_uri()}#{state}" if state else shipped.as_uri())
        page.wait_for_selector("#tabpanel", state="attached")
        return page

    return open_state


def test_the_file_says_of_each_claim_what_the_yaml_says(shipped: Path) -> None:
    """Ids, ends, sources and statuses, worked out here from the YAML alone."""
    page = shipped.read_text(encoding="utf-8")
    found = re.search(r'id="graphkit-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    read = json.loads(found[1])["claims_by_id"]
    expected = {id_: (c["from"], c["to"], _sources(c), _status(c)) for id_, c in _relations()}
    assert {
        id_: (c["from"], c["to"], sorted({e["source"] for e in c["evidence"]}), c["status"])
        for id_, c in read.items()
    } == expected


def _relations() -> Iterator[tuple[str, dict[str, Any]]]:
    for claim in yaml.load((ROOT / "data" / "relations.yaml").read_text(encoding="utf-8"), yaml.BaseLoader):
        parts = [claim["type"], claim["from"], claim["to"], *([claim["start"]] if "start" in claim else [])]
        yield claim.get("id", "/".join(parts)), claim


def _sources(claim: dict[str, Any]) -> list[str]:
    return sorted({item["source"] for item in claim["evidence"]})


@cache
def _bases() -> dict[str, Any]:
    ontology = ROOT / "graphkit" / "model" / "ontology.yaml"
    return dict(yaml.safe_load(ontology.read_text(encoding="utf-8"))["bases"])


def _status(claim: dict[str, Any]) -> str:
    support = [item for item in claim["evidence"] if item.get("stance", "supports") == "supports"]
    best = min((RUNGS.index(_bases()[item["basis"]]["status"]) for item in support), default=len(RUNGS) - 1)
    return RUNGS[max(best, RUNGS.index(claim.get("at_most", "established")))]


def test_every_claim_is_reached_by_keyboard_and_its_evidence_read(opened: Callable[..., Page]) -> None:
    page = opened()
    claims = dict(_relations())
    page.locator("#row-0").focus()
    page.keyboard.press("Enter")
    page.locator("#next").focus()
    seen = {}
    for _ in claims:
        sentence, says = page.evaluate(
            "() => [document.querySelector('#evidence h2').textContent,"
            " [...document.querySelectorAll('#evidence .says')].map((p) => p.textContent)]"
        )
        seen[sentence] = sorted(says)
        page.keyboard.press("Enter")
    wanted = sorted(sorted(item["says"] for item in claim["evidence"]) for claim in claims.values())
    assert sorted(seen.values()) == wanted


def test_the_table_says_which_claims_rest_on_one_source_alone(opened: Callable[..., Page]) -> None:
    """Sorted by the source; that a compilation hands on what another said makes both of them necessary."""
    page = opened()
    numbers = page.evaluate(
        "() => Object.entries(JSON.parse(document.getElementById('graphkit-data').textContent).page.numbers)"
        ".map(([id, number]) => [id, `[${number}]`])"
    )
    page.locator("#below th button", has_text="Depends on").click()
    page.locator("#below button", has_text="Show all").click()
    rows = page.locator("#below tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [row.cells[0].textContent, row.cells[9].textContent])"
    )
    ids = sorted(id_ for id_, _ in _relations())
    shown = {ids[int(number) - 1]: set(cell.split()) for number, cell in rows}
    names = dict(numbers)
    assert shown == {id_: {names[one] for one in _needed(claim)} for id_, claim in _relations()}
    order = [int(cell.split()[-1].strip("[]")) if cell else len(names) + 1 for _, cell in rows]
    assert order == sorted(order)


def _needed(claim: dict[str, Any]) -> set[str]:
    """The sources without any one of which nothing supports it."""
    supports = [item for item in claim["evidence"] if item.get("stance", "supports") == "supports"]
    named = [{item["source"], item.get("quoting", item["source"])} for item in supports]
    return set.intersection(*named) if named else set()


@pytest.mark.parametrize("state", ["", "entity=loya-castro", "step=1", "path=guzman&path=dea"])
def test_labels_do_not_overlap(opened: Callable[..., Page], state: str) -> None:
    assert overlapping_labels(opened(state)) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 800), (1920, 1080)])
def test_the_best_connected_bear_their_names(opened: Callable[..., Page], width: int, height: int) -> None:
    page = opened(viewport={"width": width, "height": height})
    texts: list[str] = []
    assert overlapping_labels(page, texts) == []
    shown = " ".join(texts)
    dataset = open_project(ROOT).dataset
    degree = Counter(end for claim in dataset.claims.values() for end in claim.ends)
    hubs = [dataset.entities[id_].name for id_, count in degree.items() if count >= HUB]
    assert len(hubs) > 10
    assert [name for name in hubs if name not in shown] == []


def test_every_name_stands_on_paper(opened: Callable[..., Page]) -> None:
    page = opened()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = str(page.locator("#print-map").text_content()).replace(" ", "")
    names = [entity.name.replace(" ", "") for entity in open_project(ROOT).map().view.entities]
    assert [name for name in names if name not in shown] == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("overview", {}),
        ("claim", {"state": "claim=allied_with%2Fus-government%2Fsinaloa-cartel%2F..%2F2003"}),
        ("entity", {"state": "entity=loya-castro"}),
        ("path", {"state": "path=guzman&path=dea"}),
        ("filtered", {"state": "no-status=reported&no-status=inferred"}),
        ("step", {"state": "step=2"}),
        ("dark", {"state": "entity=mx1", "color_scheme": "dark"}),
        ("phone", {"viewport": PHONE, "has_touch": True, "device_scale_factor": 2}),
        (
            "phone-claim",
            {"viewport": PHONE, "has_touch": True, "state": "claim=informed_for%2Fmx1%2Fstratfor"},
        ),
    ],
)
def test_a_picture_of_each_state_is_taken(
    opened: Callable[..., Page], name: str, options: dict[str, Any]
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    assert len(opened(**options).screenshot(path=PICTURES / f"shipped-{name}.png")) > 30_000
