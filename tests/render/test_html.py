"""The page as a file: one document, nothing but text of the data in it, the data readable by any program."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from graphkit.questions.answer import Subgraph
from graphkit.render.html import render_html
from graphkit.render.page.bundle import load_bundle
from tests.page.hostile import HOSTILE
from tests.page.views import empty_view, sample_view


class Reader(HTMLParser):
    """Collects what a plain HTML parser sees: tags, attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.text: list[str] = []
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag in ("script", "style") else ""
        if self._open:
            self.raw.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, attrs, text = self.raw[-1]
            self.raw[-1] = (tag, attrs, text + data)
        else:
            self.text.append(data)

    def data(self) -> dict[str, Any]:
        """What stands in `graphkit-data`, read as the documentation says."""
        (found,) = [(attrs, text) for _, attrs, text in self.raw if attrs.get("id") == "graphkit-data"]
        attrs, text = found
        if attrs.get("data-encoding") == "gzip+base64":
            text = gzip.decompress(base64.b64decode(text)).decode()
        value: dict[str, Any] = json.loads(text)
        return value


@pytest.mark.parametrize("entities", [36, 5001])
@pytest.mark.slow
def test_another_program_reads_the_data_back(entities: int) -> None:
    view = sample_view(entities)
    reader = Reader(view.page())
    assert reader.data() == view.data


def test_a_large_map_without_claims_is_read_back_too() -> None:
    sample = sample_view(5001, story=False)
    view = sample.asked(Subgraph(sample.dataset, {}, entities=tuple(sample.dataset.entities)))
    assert Reader(view.page()).data() == view.data


@pytest.mark.slow
def test_only_large_maps_are_packed() -> None:
    attributes = [
        next(attrs for _, attrs, _ in Reader(sample_view(n).page()).raw if attrs.get("id") == "graphkit-data")
        for n in (36, 5001)
    ]
    assert ["data-encoding" in each for each in attributes] == [False, True]


def test_the_policy_names_the_hashes_of_what_runs_and_nothing_else() -> None:
    reader = Reader(sample_view().page())
    (policy,) = [attrs["content"] for tag, attrs in reader.tags if attrs.get("http-equiv")]
    assert policy is not None
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    (style,) = [text for tag, _, text in reader.raw if tag == "style"]
    (loader,) = [text for tag, attrs, text in reader.raw if tag == "script" and not attrs]
    (packed,) = [text for _, attrs, text in reader.raw if attrs.get("id") == "graphkit-script"]
    script = gzip.decompress(base64.b64decode(packed)).decode()
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == _source(style)
    assert rules["script-src"].split() == [_source(loader), _source(script)]
    assert "unsafe" not in policy
    assert not [
        attrs for _, attrs in reader.tags if "style" in attrs or any(a.startswith("on") for a in attrs)
    ]


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_file_has_no_address_but_those_of_the_sources() -> None:
    page = sample_view().page()
    reader = Reader(page)
    script = next(text for _, attrs, text in reader.raw if attrs.get("id") == "graphkit-script")
    everything = page + gzip.decompress(base64.b64decode(script)).decode()
    found = {url for url in re.findall(r"https?://[^\s\"'<>)\\`]+", everything) if "example.org" not in url}
    assert found == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink",
                     "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"}  # fmt: skip
    assert not [attrs for _, attrs in reader.tags if "src" in attrs or attrs.get("rel") == "stylesheet"]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_stays_text(number: int) -> None:
    hostile = HOSTILE[number]
    view = sample_view(9, text=lambda plain: f"{plain}{hostile}")
    plain = Reader(sample_view(9).page())
    reader = Reader(view.page())
    assert reader.data() == view.data
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in plain.tags]
    assert [set(attrs) for _, attrs in reader.tags] == [set(attrs) for _, attrs in plain.tags]


def test_links_lead_to_http_alone() -> None:
    page = sample_view().page()
    links = [attrs for tag, attrs in Reader(page).tags if tag == "a" and attrs.get("id") != "skip"]
    assert len(links) == 5
    assert all(str(attrs["href"]).startswith("https://example.org/") for attrs in links)
    assert all(attrs["rel"] == "noopener noreferrer" for attrs in links)
    assert "javascript:alert(1)" in "".join(Reader(page).text)


def test_without_javascript_every_claim_stands_in_the_table() -> None:
    view = sample_view(60)
    text = "".join(Reader(view.page()).text)
    assert all(view.sentence(id_) in text for id_ in view.data["claims"])


def test_the_table_of_a_large_map_says_that_it_is_cut() -> None:
    view = sample_view(400)
    text = "".join(Reader(view.page()).text)
    assert f"The first 300 of {len(view.data['claims'])} claims." in text


def test_an_empty_result_says_so() -> None:
    assert "Nothing was found for this question." in "".join(Reader(empty_view().page()).text)


@pytest.mark.slow
def test_the_same_view_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from tests.page.views import sample_view;"
        "print(hashlib.sha256(sample_view().page().encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parents[2], env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(runs) == 1


def test_the_bundle_is_small() -> None:
    assert load_bundle().size <= 84_000  # 4,400 of them find names as graphkit find does


def test_embedding_is_marked_for_the_style_sheet() -> None:
    body = next(attrs for tag, attrs in Reader(sample_view().page(embed=True)).tags if tag == "body")
    assert body == {"class": "embed"}


def test_dates_of_the_view_are_put_in_words() -> None:
    view = sample_view().view
    asked = replace(view.answer, question={"ask": "map", "as_of": "2009-12"})
    text = "".join(Reader(render_html(replace(view, answer=asked))).text)
    assert "As of December 2009. Sources up to 5 October 2012" in text
