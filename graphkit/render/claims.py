"""The claims of a view: each whole, its sentence with places, every date once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.dates import ALWAYS, NEVER, date_words
from graphkit.render.parts import ViewClaim, ViewDate, ViewEvidence
from graphkit.render.sentence import place_names
from graphkit.sentences import build_template, capital, speaker_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphkit.dataset.base import Dataset
    from graphkit.model.dates import PartialDate
    from graphkit.model.records import Claim, Evidence, Source


def build_claims(claims: Iterable[Claim], dataset: Dataset, names: Mapping[str, str]) -> dict[str, ViewClaim]:
    """The claims by id; `names` are those of the entities that the view shows."""
    return {claim.id: _claim(claim, dataset, names) for claim in claims}


def build_dates(claims: Iterable[Claim], sources: Iterable[Source]) -> dict[str, ViewDate]:
    """Each date of the claims, of their evidence and of the sources, once, by its text."""
    found: dict[str, PartialDate] = {}
    for claim in claims:
        for date in (claim.start, claim.end, *(item.date for item in claim.evidence)):
            if date is not None:
                found[date.text] = date
    found |= {source.date.text: source.date for source in sources if source.date is not None}
    return {text: _date(found[text]) for text in sorted(found)}


def _date(date: PartialDate) -> ViewDate:
    first, last = (None if day in (NEVER, ALWAYS) else day for day in (date.earliest, date.latest))
    return ViewDate(words=date_words(date), days=(first, last))


def _claim(claim: Claim, dataset: Dataset, names: Mapping[str, str]) -> ViewClaim:
    start, end = str(claim.start or ""), str(claim.end or "")
    template = build_template(claim, dataset)
    speakers = [_speaker(item, dataset) for item in claim.evidence]
    return ViewClaim(
        type=claim.type,
        from_=claim.from_id,
        to=claim.to_id,
        start=start,
        end=end,
        roles={role: keys for role, keys in sorted(claim.roles.items()) if keys},
        when=template.when,
        sentence=place_names(template, claim, dataset, speakers),
        status=claim.status.word,
        disputed=claim.disputed,
        certainty=claim.certainty,
        at_most=claim.at_most.word if claim.at_most else "",
        because=claim.because,
        independent=claim.independent,
        evidence=tuple(
            _evidence(item, "" if speaker == _usual(item, dataset, names) else speaker)
            for item, speaker in zip(claim.evidence, speakers, strict=True)
        ),
    )


def _speaker(item: Evidence, dataset: Dataset) -> str:
    """Who says it, as readers see it."""
    entity = dataset.entities.get(item.by)
    return capital(entity.name if entity else speaker_words(item, dataset))


def _usual(item: Evidence, dataset: Dataset, names: Mapping[str, str]) -> str:
    """Who says it where a view names nobody, as its schema says."""
    origin = dataset.sources[item.origin]
    return capital(names.get(item.by, item.by) or origin.publisher or origin.title)


def _evidence(item: Evidence, by_name: str) -> ViewEvidence:
    return ViewEvidence(
        basis=item.basis,
        says=item.says,
        source=item.source,
        at=item.at,
        quoting=item.quoting,
        by=item.by,
        by_name=by_name,
        stance="supports" if item.supports else item.stance,
        date=str(item.date or ""),
        grade=item.grade,
    )
