"""The story of a map: steps that each highlight a part of it."""

from __future__ import annotations

from msgspec import Struct


class Focus(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a step of the story, or an answer, lights up; a path is a walk over entities."""

    entities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


class Step(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A step of the story."""

    title: str
    text: str = ""
    focus: Focus = Focus()


class StoryStep(Struct, frozen=True, kw_only=True):
    """A step of the story with its visibility, as `data/story.yaml` holds it."""

    step: Step
    visibility: str = "public"
