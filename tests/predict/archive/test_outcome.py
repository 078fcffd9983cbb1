import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from predict.archive.article import Article, Reason
from predict.archive.outcome import Outcome, OutcomeKind
from predict.predictor import Predictor
from predict.records import ModelInfo, Prediction
from predict.text.encode import PREPROCESSING
from tests.predict.predictions import predictions
from tests.toy import ARTICLE

INPUT = Article(id="a/1", source="a.jsonl", content=ARTICLE, published=date(2021, 6, 15))
MODEL = ModelInfo(name="toy", version="3")


@given(predictions())
def test_what_was_read_comes_back_from_its_line(prediction: Prediction) -> None:
    outcome = Outcome.read(INPUT, prediction, text=ARTICLE, published="2021-06-15")
    line = json.dumps(outcome.to_dict(), ensure_ascii=False)
    assert Outcome.from_dict(json.loads(line)) == outcome
    assert Prediction.from_dict(json.loads(line), schema=prediction.schema) == prediction


@pytest.mark.parametrize(
    ("places", "message"),
    [
        ({}, "places: expected a list"),
        ([["xã", "Nà Phung"]], r"places[0]: expected level, name, times and leads, found 2 items"),
        ([["xã", "Nà Phung", 1, 1]], "places[0][3]: expected true or false, found 1"),
        ([["xã", 7, 1, True]], "places[0][1]: expected a string, found 7"),
    ],
)
def test_what_is_wrong_with_places_is_said(places: object, message: str) -> None:
    line = Outcome.not_read(INPUT, model=MODEL).to_dict() | {"places": places}
    with pytest.raises(ValueError, match=re.escape(message)):
        Outcome.from_dict(line)


@pytest.mark.parametrize("reason", [None, *Reason])
def test_what_was_not_read_comes_back_too(reason: Reason | None) -> None:
    outcome = Outcome.not_read(INPUT, model=MODEL, reason=reason, detail=reason and "why")
    assert outcome.outcome is (OutcomeKind.rejected if reason else OutcomeKind.empty)
    assert Outcome.from_dict(json.loads(json.dumps(outcome.to_dict()))) == outcome
    assert outcome.model == "toy 3"
    assert Prediction.from_dict(outcome.to_dict()).entities == ()


def test_a_line_says_of_which_input_it_is(toy_predictor: Predictor) -> None:
    outcome = Outcome.read(INPUT, toy_predictor.predict(ARTICLE), text=ARTICLE)
    line = outcome.to_dict()
    assert (line["id"], line["source"], line["digest"]) == ("a/1", "a.jsonl", INPUT.digest)
    assert (line["outcome"], line["reason"], line["detail"]) == ("read", None, None)
    assert (line["preprocessing"], line["text"], line["published"]) == (
        PREPROCESSING,
        ARTICLE,
        None,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": "red"}, "'red' is not a valid OutcomeKind"),
        ({"reason": "dull"}, "'dull' is not a valid Reason"),
        ({"published": "1/2/2020"}, "published: expected a day as 2021-07-14, found '1/2/2020'"),
        ({"id": 3}, "id: expected a string, found 3"),
        ({"preprocessing": -1}, "preprocessing: expected a whole number from 0 on, found -1"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(change: dict[str, Any], message: str) -> None:
    line = Outcome.not_read(INPUT, model=MODEL).to_dict() | change
    with pytest.raises(ValueError, match=re.escape(message)):
        Outcome.from_dict(line)


@pytest.mark.parametrize("key", ["id", "source", "outcome", "digest", "text", "entities", "model"])
def test_a_missing_key_is_named(key: str) -> None:
    line = Outcome.not_read(INPUT, model=MODEL).to_dict()
    del line[key]
    with pytest.raises(ValueError, match=f"the key '{key}' is missing"):
        Outcome.from_dict(line)
