"""What the written corpus must hold and does not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from data.annotated import AnnotatedArticle
from data.survey.corpus import SPLITS, Corpus, names_of, surfaces_of
from data.survey.counts import WANTED_ARTICLES, tabulate, tabulate_forms
from predict.schema import DEFAULT_SCHEMA, Role
from predict.values.relations import FORM, SEPARATOR

_GRAM, _MOST_SHARED = 5, 0.12
_SHORTEST, _LONGEST = 60, 1800


def find_faults(corpus: Corpus) -> Iterator[str]:
    """Yield what the corpus must hold and does not, a sentence each."""
    for row in [*tabulate(corpus), *tabulate_forms(corpus)]:
        if row.counts[-1] < row.wanted:
            yield f"{row.name}: {row.counts[-1]:,}, at least {row.wanted:,} are wanted"
    for split, wanted in zip(SPLITS, WANTED_ARTICLES, strict=True):
        n = len(corpus.parts[split][0])
        if n < wanted:
            yield f"{split}: {n} articles, at least {wanted} are wanted"
    yield from _find_shared(corpus)
    yield from _find_without_values(corpus)
    for article in corpus.whole[0]:
        yield from _find_faults_of(article)
    yield from _find_copies(corpus.whole[0])


def _find_without_values(corpus: Corpus) -> Iterator[str]:
    """Find articles to measure on without values or indicators, and wrong indicators."""
    for split in SPLITS[1:]:
        for article in corpus.parts[split][0]:
            if article.values is None:
                yield f"{article.id}: no values in the head, which {split} must have"
            if article.indicators is None:
                yield f"{article.id}: no indicators in the head, which {split} must have"
            yield from _find_strange(article)


def _find_strange(article: AnnotatedArticle) -> Iterator[str]:
    """Find indicators with words that the article lacks, or of another form than I8 and I9 say."""
    known = set(_words(article.text))
    for surface, name in article.indicators or ():
        if name is None:
            continue
        measure = name.partition(SEPARATOR)[0]
        strange = [word for word in _words(measure) if word not in known]
        if strange:
            yield f"{article.id}: indicator {name!r}: the text has no {strange[0]!r}"
        if not FORM.fullmatch(name):
            yield f"{article.id}: indicator {name!r} of {surface!r} is of no known form"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _find_shared(corpus: Corpus) -> Iterator[str]:
    for first, second in combinations(SPLITS, 2):
        (articles, heads), (other_articles, other_heads) = corpus.parts[first], corpus.parts[second]
        for what, shared in (
            ("provinces", {h.province for h in heads} & {h.province for h in other_heads}),
            ("outlets", {h.outlet for h in heads} & {h.outlet for h in other_heads}),
            ("officials", names_of(articles) & names_of(other_articles)),
        ):
            if shared:
                yield f"{first} and {second} share {what}: {', '.join(sorted(shared))}"


def _find_faults_of(article: AnnotatedArticle) -> Iterator[str]:
    n = len(article.text.split())
    if not _SHORTEST <= n <= _LONGEST:
        yield f"{article.id}: {n} words, {_SHORTEST} to {_LONGEST} are wanted"
    roles = (Role.official, Role.position, Role.organisation)
    surfaces = [set(surfaces_of([article], *DEFAULT_SCHEMA.labels_of(role))) for role in roles]
    if surfaces[0] and surfaces[1] and not article.appointments:
        yield f"{article.id}: officials and offices, but no appointments in the head"
    for row in article.appointments:
        for surface, known in zip(row, surfaces, strict=True):
            if surface is not None and surface not in known:
                yield f"{article.id}: appointments name {surface!r}, which no span reads"
    if len(set(article.appointments)) != len(article.appointments):
        yield f"{article.id}: a row of appointments stands twice"


def _find_copies(articles: Sequence[AnnotatedArticle]) -> Iterator[str]:
    """Compare the runs of five words of every two articles, by the smaller one's number of them."""
    owners: dict[tuple[str, ...], list[int]] = {}
    sizes: list[int] = []
    for i, article in enumerate(articles):
        words = article.text.split()
        grams = {tuple(words[k : k + _GRAM]) for k in range(len(words) - _GRAM + 1)}
        sizes.append(len(grams))
        for gram in grams:
            owners.setdefault(gram, []).append(i)
    shared = Counter(pair for group in owners.values() for pair in combinations(group, 2))
    for (i, k), n in shared.items():
        if n > _MOST_SHARED * min(sizes[i], sizes[k]):
            share = n / min(sizes[i], sizes[k])
            pair = f"{articles[i].id} and {articles[k].id}"
            yield f"{pair} share {share:.0%} of their word five-grams"
