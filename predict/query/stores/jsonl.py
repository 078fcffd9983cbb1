"""An archive in a file of JSON lines, which is read as a whole into memory."""

import json
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Self

from predict.archive.database.folding import fold_phrases
from predict.archive.outcome import Outcome, OutcomeKind
from predict.archive.rows import Rows
from predict.errors import InputError
from predict.query.facts import (
    AppointmentFact,
    ArticleFact,
    BodyFact,
    DateFact,
    QuantityFact,
)
from predict.query.stores.named_places import named_places
from predict.query.stores.words import holds
from predict.schema import DEFAULT_SCHEMA, Role

_SECONDS_IN_SILENCE = 3.0
_BODIES = DEFAULT_SCHEMA.labels_of(Role.organisation)


class JsonlStore:
    """The lines of an archive; of an article that was read twice the last one."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        """Take the rows of articles that were read, by their ids."""
        self._rows = {id_: rows[id_] for id_ in sorted(rows)}

    @classmethod
    def open(cls, source: str) -> Self:
        """Read a file.

        Half a line at its end, as a batch leaves that is writing it, is left out.

        :param source: ``FILE.jsonl``
        :raises InputError: if it is not there, a line is none of a batch, or no article was read
        """
        file = Path(source)
        if not file.is_file():
            raise InputError(f"{file}: there is no such file; name one that a batch has written")
        rows: dict[str, Rows] = {}
        for outcome, of_it in _lines(file):
            rows.pop(outcome.id, None)
            if outcome.outcome is OutcomeKind.read:
                rows[outcome.id] = of_it
        if not rows:
            raise InputError(f"{file}: holds no article that was read")
        return cls(rows)

    def articles(self, *, with_places: bool = True) -> Sequence[ArticleFact]:
        """Return all articles that were read.

        :param with_places: without them it is quicker
        """
        rows = [one.article for one in self._rows.values()]
        every = named_places((row.places, row.text) for row in rows) if with_places else repeat(())
        return [
            ArticleFact(
                id=row.id, source=row.source, published=row.published, type=row.type, places=places
            )
            for row, places in zip(rows, every, strict=with_places)
        ]

    def persons(self) -> Sequence[str]:
        """Return the different names of persons who hold an office."""
        return sorted({one.person for one in self.appointments() if one.person is not None})

    def organisations(self) -> Sequence[str]:
        """Return the different names of organisations in which somebody holds an office."""
        named = (one.organisation for one in self.appointments())
        return sorted({name for name in named if name is not None})

    def appointments(
        self,
        *,
        persons: Collection[str] | None = None,
        organisations: Collection[str] | None = None,
    ) -> Sequence[AppointmentFact]:
        """Return the rows with one of some persons, or else organisations, as written; or all."""
        return [
            AppointmentFact(
                article=row.article,
                person=row.person,
                title=row.title,
                position=row.position,
                organisation=row.organisation,
            )
            for one in self._rows.values()
            for row in one.appointments
            if persons is None or row.person in persons
            if persons is not None or organisations is None or row.organisation in organisations
        ]

    def indicators(self) -> Sequence[str]:
        """Return the different indicators of quantities that are known."""
        every = (entity.indicator for one in self._rows.values() for entity in one.entities)
        return sorted({name for name in every if name is not None})

    def quantities(self, indicators: Collection[str]) -> Sequence[QuantityFact]:
        """Return the quantities with one of some indicators."""
        return [
            QuantityFact(
                article=row.article,
                number=row.number,
                start=row.start_offset,
                surface=row.surface,
                indicator=row.indicator,
                value=row.amount,
                to=row.amount_to,
                of=row.amount_of,
                unit=row.unit or "",
            )
            for one in self._rows.values()
            for row in one.entities
            if row.indicator is not None and row.indicator in indicators
            if row.amount is not None
        ]

    def dates(self, articles: Collection[str]) -> Sequence[DateFact]:
        """Return the dates of some articles."""
        return [
            DateFact(
                article=row.article,
                number=row.number,
                start=row.start_offset,
                surface=row.surface,
                day_from=row.day_from,
                day_to=row.day_to,
            )
            for one in self._of(articles)
            for row in one.entities
            if row.day_from is not None and row.day_to is not None
        ]

    def bodies(
        self, articles: Collection[str], *, wanted: Callable[[str], bool]
    ) -> Sequence[BodyFact]:
        """Return the different names of organisations, written out, in each of some articles.

        :param articles: by their ids
        :param wanted: says which names are to be returned
        """
        return [
            BodyFact(article=one.article.id, name=name)
            for one in self._of(articles)
            for name in sorted(
                {e.expanded or e.surface for e in one.entities if e.label in _BODIES}
            )
            if wanted(name)
        ]

    def texts(self, articles: Collection[str]) -> Mapping[str, str]:
        """Return the texts of some articles by their ids, where the archive keeps texts."""
        rows = (one.article for one in self._of(articles))
        return {row.id: row.text for row in rows if row.text is not None}

    def search(self, *phrases: str) -> Sequence[str]:
        """Return the ids of the articles in whose text all of some phrases stand.

        :raises InputError: if there is no phrase, or one without a word
        """
        folded = fold_phrases(phrases)
        return [id_ for id_, text in self.texts(self._rows).items() if holds(text, folded)]

    def close(self) -> None:
        """Let go of the lines."""
        self._rows = {}

    def _of(self, articles: Collection[str]) -> Iterator[Rows]:
        return (one for id_, one in self._rows.items() if id_ in articles)


def _lines(file: Path) -> Iterator[tuple[Outcome, Rows]]:
    """Return what the lines of a file say; where that takes long, say how far it is."""
    said = time.monotonic()
    size, done = file.stat().st_size, 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            done += len(line)
            if not line.endswith(b"\n"):
                return
            try:
                outcome = Outcome.from_dict(json.loads(line))
                yield outcome, Rows.of(outcome)
            except ValueError as error:
                raise InputError(f"{file}, line {number}: is none of a batch ({error})") from error
            if time.monotonic() - said >= _SECONDS_IN_SILENCE:
                said = time.monotonic()
                share = 100 * done // max(size, done)
                sys.stderr.write(f"{file}: {share}% read; Parquet or a database answers at once\n")
