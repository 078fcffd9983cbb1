"""Offices as entities of FollowTheMoney, which Aleph, Datashare and OpenSanctions read.

A row of an answer becomes an ``Occupancy`` between a ``Person`` and a ``Position`` of an
``Organization``, with an ``Article`` for each article that says so.
"""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from predict.errors import InputError, MissingExtraError
from predict.query.answers import Office
from predict.query.facts import ArticleFact

try:
    from followthemoney import model
except ImportError as error:  # it is not there, or the libraries that later releases build on
    raise MissingExtraError(
        "--format ftm needs followthemoney; install it with: pip install "
        f'"nhandang[ftm]"; releases after 3.8.2 also need PyICU and libicu ({error})'
    ) from error

_FORMER = re.compile(r"^(?:nguyên|cựu)\s+", re.IGNORECASE)
_FILES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".gz", ".xz", ".zst")


def ftm_lines(offices: Iterable[Office], *, articles: Iterable[ArticleFact]) -> Iterator[str]:
    """Return the entities of some offices, one a line of JSON, each once and after what it names.

    The same archive gives the same ids. No day is a ``startDate`` or ``endDate``: articles say
    when somebody held an office, not since when; their first and last day are ``date``.

    :param offices: what articles say
    :param articles: those of the archive
    :raises InputError: if FollowTheMoney takes a name for none
    """
    entities = _Entities({article.id: article for article in articles})
    for office in offices:
        entities.add(office)
    return entities.lines()


class _Entities:
    """Entities by their ids; what is added twice is one."""

    def __init__(self, articles: dict[str, ArticleFact]) -> None:
        self._articles = articles
        self._made: dict[str, dict[str, Any]] = {
            name: {} for name in ("Article", "Organization", "Position", "Person", "Occupancy")
        }

    def lines(self) -> Iterator[str]:
        for entities in self._made.values():
            for entity in entities.values():
                yield _line(entity)

    def add(self, office: Office) -> None:
        proof = [self._article(id_) for id_ in office.articles]
        person = self._person(office, proof)
        position = self._position(office, proof)
        key = (office.person_key, position, str(office.first), str(office.is_former))
        entity = self._entity("Occupancy", *key)
        entity.add("holder", person)
        entity.add("post", position)
        entity.add("recordId", office.articles)
        entity.add("summary", _summary(office))
        if office.is_former:  # the articles do not say on which day it was held
            entity.add("status", "ended")
        else:
            entity.add("date", [day for day in (office.first, office.last) if day])
        if entity.schema.get("proof"):  # since 4.0
            entity.add("proof", proof)

    def _person(self, office: Office, proof: list[str]) -> str:
        entity = self._entity("Person", office.person_key)
        entity.add("name", office.person)
        for spelling in office.spellings:
            if spelling != office.person:
                is_weak = " " not in spelling and " " in office.person  # a given name
                entity.add("weakAlias" if is_weak else "alias", spelling)
        entity.add("proof", proof)
        return str(entity.id)

    def _position(self, office: Office, proof: list[str]) -> str:
        """Return the id of a position; one of no body is of nobody else."""
        name = _FORMER.sub("", office.position) if office.is_former else office.position
        name = name[:1].upper() + name[1:]
        if office.body is None or office.body_key is None:
            entity = self._entity("Position", name, "of", office.person_key)
            entity.add("name", name)
        else:
            entity = self._entity("Position", name, "in", office.body_key)
            entity.add("name", f"{name} {office.body}")
            entity.add("organization", self._organization(office.body_key, office.body, proof))
        entity.add("proof", proof)
        return str(entity.id)

    def _organization(self, key: str, name: str, proof: list[str]) -> str:
        entity = self._entity("Organization", key)
        entity.add("name", name)
        entity.add("proof", proof)
        return str(entity.id)

    def _article(self, id_: str) -> str:
        entity = self._entity("Article", id_)
        entity.add("fileName", id_)
        article = self._articles.get(id_)
        if article is None:
            return str(entity.id)
        entity.add("publishedAt", article.published)
        for link in (article.id, article.source):
            if link.startswith(("http://", "https://")):
                entity.add("sourceUrl", link)
        if _is_publisher(article):
            entity.add("publisher", article.source)
        return str(entity.id)

    def _entity(self, schema: str, *key: str) -> Any:  # noqa: ANN401  # theirs has no types
        """Return the entity with a key, which is made where it is not there yet."""
        digest = blake2b(json.dumps(key).encode(), digest_size=10).hexdigest()
        id_ = f"nhandang-{schema.lower()}-{digest}"
        made = self._made[schema]
        if id_ not in made:
            made[id_] = model.make_entity(schema)
            made[id_].id = id_
        return made[id_]


def _is_publisher(article: ArticleFact) -> bool:
    """Say whether a source is what an input says of itself, not the file that it came from."""
    is_link = article.source.startswith(("http://", "https://"))
    is_file = article.id.startswith(article.source) or article.source.endswith(_FILES)
    return not (is_link or is_file)


def _summary(office: Office) -> str:
    words = f"{office.position} {office.body}" if office.body else office.position
    acts = ", acting" if office.is_acting else ""
    days = sorted({day for day in (office.first, office.last) if day})
    seen = f"published {' to '.join(days)}" if days else "without a day"
    return f"{words}{acts}; articles: {len(office.articles)}, {seen}"


def _line(entity: Any) -> str:  # noqa: ANN401  # theirs has no types
    missing = [name for name in entity.schema.required if not entity.has(name)]
    if missing:  # what it takes for no name is left out
        raise InputError(
            f"FollowTheMoney takes no {entity.schema.name} without {', '.join(missing)}: "
            f"{entity.to_dict()}; give it another name by --corrections"
        )
    written = entity.to_dict()
    entity.schema.validate(written)
    kept = {key: written[key] for key in ("id", "schema", "properties")}
    return json.dumps(kept, ensure_ascii=False)
