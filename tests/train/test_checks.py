"""Articles before training: none without words, and repetitions said."""

from collections.abc import Sequence

import pytest

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from train.checks import check_articles, count_repeated


def article(text: str, name: str = "a") -> AnnotatedArticle:
    return AnnotatedArticle(id=name, text=text, spans=(), article_type="other")


def articles(*texts: str) -> list[AnnotatedArticle]:
    return [article(text, str(i)) for i, text in enumerate(texts)]


def test_no_articles_are_refused() -> None:
    with pytest.raises(InputError, match=r"^data\.dev: no article there; name files or folders"):
        check_articles([], key="data.dev")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\ufeff", "\u00ad\u00a0"])
def test_an_article_without_a_word_is_named(text: str) -> None:
    check_articles([article("Họp.")], key="data.train")
    with pytest.raises(InputError, match=r"^data\.train: no word in the article b; take such"):
        check_articles([article("Họp."), article(text, "b")], key="data.train")


def test_of_many_articles_without_a_word_three_are_named() -> None:
    with pytest.raises(InputError, match=r"the article 0, 1, 2; take"):
        check_articles(articles("", "", ""), key="data.train")
    with pytest.raises(InputError, match=r"the article 0, 1, 2 and 2 more; take"):
        check_articles(articles("", "", "", "", ""), key="data.train")
    with pytest.raises(InputError, match=r"the article one without id; take"):
        check_articles([article("", "")], key="data.train")


@pytest.mark.parametrize(
    ("train", "dev", "in_dev", "in_train"),
    [
        (["a", "b"], ["c"], 0, 0),
        (["a", "b"], ["b", "b", "c"], 1, 0),
        (["a", "a", "a", "b"], ["c"], 0, 2),
        (["a", "b", "b"], ["b"], 2, 1),
        (["Huyện ủy họp."], ["Huyện ủy họp.".encode().decode()], 1, 0),
        (["Huyện  ủy\u00a0họp.\n"], ["Huyện ủy họp."], 1, 0),
        (["Huye\u0323\u0302n ủy họp."], ["Huyện ủy họp."], 1, 0),
        (["Huyện ủy họp."], ["Huyện ủy Họp."], 0, 0),
    ],
)
def test_articles_are_compared_by_their_words(
    train: Sequence[str], dev: Sequence[str], in_dev: int, in_train: int
) -> None:
    repeated = count_repeated(articles(*train), articles(*dev))
    assert (repeated.in_dev, repeated.in_train) == (in_dev, in_train)


def test_repetitions_are_said_in_one_line_or_not_at_all() -> None:
    lines = [
        str(count_repeated(articles(*train), articles("a")))
        for train in ("b", "ab", "bb", ("a", "a"))
    ]
    assert lines == [
        "",
        "articles of train that stand elsewhere: 1 in dev too, whose scores come out too high",
        "articles of train that stand elsewhere: 1 in train before, which weigh more",
        "articles of train that stand elsewhere: 2 in dev too, whose scores come out too high; "
        "1 in train before, which weigh more",
    ]
