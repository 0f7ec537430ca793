"""The ontology of a project: its words, colours and sentences are checked, each with a hint."""

from __future__ import annotations

import pytest

from graphkit.model.ontology import Ontology
from graphkit.reading.ontology import load_ontology
from graphkit.reading.read import builtin_ontology
from graphkit.reading.yaml import load_mapping

TYPE = {
    "label": "audited",
    "sentence": '"{from} {was} audited by {to}"',
    "inverse": '"{to} audited {from}"',
    "from": "[person]",
    "to": "[person]",
    "time": "event",
    "example": "An example.",
}


def load(text: str) -> tuple[Ontology, list[str]]:
    record, problems = load_mapping(text.encode(), "data/ontology.yaml")
    assert record is not None
    builtin, _ = load_mapping(
        b"kinds: {person: {label: person, plural: people}}\nstatuses: {}\nbases: {}\n", "built-in"
    )
    assert builtin is not None
    ontology, found = load_ontology(builtin, record)
    return ontology, [str(problem) for problem in sorted([*problems, *found])]


def of_type(**fields: str) -> str:
    return "types:\n  audited:\n" + "".join(
        f"    {key}: {text}\n" for key, text in {**TYPE, **fields}.items()
    )


def of_kind(fields: str) -> str:
    return f"kinds:\n  vessel: {{label: vessel, plural: vessels, {fields}}}\n"


def test_a_valid_entry_has_no_problem() -> None:
    ontology, found = load(of_type(roles='{about: {kinds: [person], phrase: "about {names}"}}'))
    assert found == []
    assert ontology.types["audited"].roles["about"].phrase == "about {names}"


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ({"sentence": '"{from} audited"'}, "sentence: {to} is missing", 'such as "{from} pays {to}"'),
        ({"sentence": '"{form} audited {to}"'}, "unknown place {form}", "did you mean {from}?"),
        (
            {"sentence": '"{from} audited {to} for {amount}"'},
            "unknown place {amount}",
            "known: {from}, {to}, {was}",
        ),
        ({"inverse": '"{to} audited {From}"'}, "unknown place {From}", "did you mean {from}?"),
        ({"inverse": '"{to} audited {from}}"'}, "inverse: a single }", "places are written {name}"),
        ({"sentence": '"{from} audited {to} {}"'}, "unknown place {}", "known: {from}"),
        ({"sentence": "[a]"}, "sentence: expected text", ""),
        ({"label": '""'}, "label: expected text, found nothing", ""),
        ({"time": "evnet"}, 'unknown time "evnet"', 'did you mean "event"?'),
        ({"carries": "maybe"}, 'unknown carries "maybe"', "known: forward, backward, both, none"),
        ({"from": "person"}, "from: expected a list of kinds", "[person, organization]"),
        ({"color": "teal"}, 'found "teal"', 'did you mean "#008080"?'),
        ({"roles": "[about]"}, "roles: expected roles by name", "{about: {kinds: [person]"),
        ({"roles": "{about: {kinds: [person]}}"}, "about: expected kinds and a phrase", "{about:"),
        (
            {"roles": '{about: {kinds: [person], phrase: "about"}}'},
            "phrase: {names} is missing",
            "about {names}",
        ),
        (
            {"roles": '{about: {kinds: [person], phrase: "on {name}"}}'},
            "unknown place {name}",
            "did you mean {names}?",
        ),
        ({"roles": "{about: {kinds: [person], phrase: [x]}}"}, "phrase: expected text", ""),
    ],
)
def test_what_is_wrong_with_a_type_has_its_place_and_a_hint(
    fields: dict[str, str], message: str, hint: str
) -> None:
    _, found = load(of_type(**fields))
    matching = [item for item in found if message in item]
    assert matching, found
    assert hint in matching[0]
    assert matching[0].startswith("data/ontology.yaml:")
    (name,) = fields
    line = 3 + list({**TYPE, **fields}).index(name)
    assert matching[0].startswith(f"data/ontology.yaml:{line}:")


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ('color: "#12345"', 'found "#12345"', "three or six digits from 0 to f"),
        ('color: "#11223344"', 'found "#11223344"', "three or six digits"),
        ("color: 0b5394", 'found "0b5394"', 'did you mean "#0b5394"?'),
        ("color: Blue", 'found "Blue"', 'did you mean "#0000ff"?'),
        ('color: "rgb(1, 2, 3)"', 'found "rgb(1, 2, 3)"', "three or six digits"),
        ('color: {light: "#fff"}', 'color: "dark" is missing', "{light: ..., dark: ...}"),
        ('color: {light: "#fff", drak: "#000"}', 'unknown key "drak"', 'did you mean "dark"?'),
        (
            'color: {light: "#fff", dark: red}',
            'dark: expected a colour such as "#0b5394", found "red"',
            "#ff0000",
        ),
        ("color: [red]", "color: expected a colour", ""),
        ("shape: circel", 'unknown shape "circel"', 'did you mean "circle"?'),
        ("shape: star", 'unknown shape "star"', "known: circle"),
        ("shape: [circle]", "shape: expected one of circle", ""),
    ],
)
def test_colours_and_shapes_of_kinds_are_checked(fields: str, message: str, hint: str) -> None:
    _, found = load(of_kind(fields))
    matching = [item for item in found if message in item]
    assert matching, found
    assert hint in matching[0]


def test_an_unquoted_colour_is_a_comment_and_the_hint_says_so() -> None:
    _, found = load("kinds:\n  vessel:\n    label: vessel\n    plural: vessels\n    color: #0b5394\n")
    assert any("found nothing; put it in quotes" in item for item in found), found


def test_a_short_colour_reaches_outputs_in_its_long_form() -> None:
    ontology, found = load(of_kind('color: {light: "#08F", dark: "#aabbcc"}'))
    assert found == []
    assert ontology.kinds["vessel"].color == {"light": "#0088FF", "dark": "#aabbcc"}


def test_a_verb_has_no_places() -> None:
    _, found = load('bases:\n  rumour: {status: alleged, label: r, meaning: m, verb: "{x} says that"}\n')
    assert any("verb: unknown place {x}; known: none" in item for item in found), found


def test_the_built_in_ontology_passes() -> None:
    assert builtin_ontology().types
