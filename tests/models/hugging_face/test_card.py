"""Cards: what the hub reads of them is what was measured, and nothing is made up."""

from dataclasses import replace

from huggingface_hub import ModelCard, ModelCardData

from models.hugging_face.card import TEXTS, TOKENS, Card
from models.hugging_face.scores import Scores

SCORES = Scores(
    of="nhandang-mine 1.0",
    n_articles=54,
    gold="0123456789abcdef",
    spans={"precision": 0.75, "recall": 0.5, "f1": 0.6},
    types={"accuracy": 0.9},
)
CARD = Card(
    name="mine",
    task=TOKENS,
    labels=("PER", "ORG"),
    length=128,
    words="A text is words.",
    code="",
    scores=SCORES,
)


def read(card: Card) -> ModelCardData:
    """Return what the hub reads of a card."""
    data = ModelCard(str(card)).data
    assert isinstance(data, ModelCardData)
    return data


def test_scores_stand_in_the_cards_own_yaml() -> None:
    data = read(CARD)
    assert (data.language, data.library_name, data.pipeline_tag) == ("vi", "transformers", TOKENS)
    assert data.eval_results
    assert {r.metric_type: r.metric_value for r in data.eval_results} == dict(SCORES.spans)
    assert {r.dataset_name for r in data.eval_results} == {"54 articles, sha256 0123456789ab"}
    types = read(replace(CARD, task=TEXTS))
    assert types.eval_results
    assert [(r.metric_type, r.metric_value) for r in types.eval_results] == [("accuracy", 0.9)]


def test_without_scores_there_are_none() -> None:
    card = replace(CARD, scores=None)
    assert read(card).eval_results is None
    assert "scores" not in str(card)
    assert "exported from the same network, on 54 articles" in str(CARD)


def test_it_says_how_it_is_used_and_what_must_be_trusted() -> None:
    plain = str(CARD)
    assert 'pipeline("token-classification", "FOLDER", aggregation_strategy="first")' in plain
    assert "A text is words. At most 128 ids are read at once." in plain
    assert "Labels: PER, ORG." in plain
    assert "trust" not in plain
    coded = str(replace(CARD, task=TEXTS, code="modeling_x.py"))
    assert 'pipeline("text-classification", "FOLDER", trust_remote_code=True)' in coded
    assert "`modeling_x.py` brings one: read it before you trust it." in coded
