"""Cross-validation of the type: every article is predicted once, by a network that never saw it."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import train.folds
from data.annotated import AnnotatedArticle
from evaluate.scores import TypeScores
from predict.errors import InputError
from predict.schema import Schema
from train.finetune_config import FinetuneConfig
from train.folds import CrossValidation, Guess, cross_validate, part
from train.material import Material, prepare_with

from .tiny import tiny, write_gold

ARTICLE = AnnotatedArticle(id="", text="Hội nghị.", spans=(), article_type="review")


def some(n: int, kind: str, source: str) -> list[AnnotatedArticle]:
    return [
        replace(ARTICLE, id=f"{kind}-{source}-{i}", article_type=kind, head={"source": source})
        for i in range(n)
    ]


def test_folds_hold_as_many_of_each_source_and_type() -> None:
    articles = [*some(10, "review", "a"), *some(15, "other", "a"), *some(5, "other", "b")]
    folds = part(articles, n_folds=5, seed=1)
    assert sorted(one.id for fold in folds for one in fold) == sorted(one.id for one in articles)
    for fold in folds:
        counts = Counter((one.article_type, one.head["source"]) for one in fold)
        assert counts == {("review", "a"): 2, ("other", "a"): 3, ("other", "b"): 1}
    again = part(articles[::-1], n_folds=5, seed=1)
    assert [[one.id for one in fold] for fold in again] == [
        [one.id for one in fold] for fold in folds
    ]
    assert part(articles, n_folds=5, seed=2) != folds


@pytest.fixture
def config(encoder_folder: Path, tmp_path: Path) -> FinetuneConfig:
    """Settings with five real articles, two of them with their type alone."""
    gold, extra = (
        write_gold(tmp_path / "gold", n=2),
        write_gold(tmp_path / "extra", n=3, first_day=20),
    )
    kinds = tmp_path / "types.jsonl"
    rows = [
        {"id": f"t{i}", "article_type": "other", "text": "Mưa lớn ở xã.", "source": "papers:a/1"}
        for i in range(2)
    ]
    kinds.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tiny(encoder_folder, gold, f'data.extra="{extra}"', f'data.types=["{kinds}"]')


def test_no_article_is_predicted_by_a_network_that_saw_it(
    config: FinetuneConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Material] = []

    def spy(
        config: FinetuneConfig,
        *,
        train: list[AnnotatedArticle],
        dev: list[AnnotatedArticle],
        schema: Schema,
    ) -> Material:
        seen.append(prepare_with(config, train=train, dev=dev, schema=schema))
        return seen[-1]

    monkeypatch.setattr(train.folds, "prepare_with", spy)
    told: list[str] = []
    result = cross_validate(config, n_folds=2, seeds=[3, 4], runs=tmp_path, say=told.append)
    assert len(seen) == len(told) == 4
    for material in seen:
        trained = {(one.id, one.text) for one in material.train}
        assert not any(one.knows_spans for one in material.train)
        assert {(one.id, one.text) for one in material.dev}.isdisjoint(trained)
        assert len(material.train) + len(material.dev) == 2 + 5
    for seed in (3, 4):
        assert len(result.guesses[seed]) == 5
        assert sum(guess.article.id.startswith("t") for guess in result.guesses[seed]) == 2
        assert all(sum(g.scores.values()) == pytest.approx(1) for g in result.guesses[seed])
    written = json.loads((tmp_path / "tiny-folds" / "folds.json").read_text(encoding="utf-8"))
    assert written["3"]["accuracy"] == result.types(3).accuracy
    assert written["4"]["guesses"][0] == result.guesses[4][0].to_dict()
    names = sorted(path.name for path in (tmp_path / "tiny-folds").iterdir())
    assert names == ["folds.json", "kept"]
    table = str(result)
    for shown in ("seed 3", "seed 4", "source papers:a", "type other", "accuracy"):
        assert shown in table


def test_an_interrupted_run_goes_on_with_the_folds_that_are_through(
    config: FinetuneConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*, resume: bool, seeds: tuple[int, ...] = (3, 4)) -> CrossValidation:
        return cross_validate(
            config, n_folds=2, seeds=seeds, runs=tmp_path, resume=resume, say=print
        )

    trained: list[int] = []

    def stop_at_the_third(
        config: FinetuneConfig,
        *,
        train: list[AnnotatedArticle],
        dev: list[AnnotatedArticle],
        schema: Schema,
    ) -> Material:
        if len(trained) == 2:
            raise KeyboardInterrupt("at the third")
        trained.append(config.seed)
        return prepare_with(config, train=train, dev=dev, schema=schema)

    whole = run(resume=False).to_dict()
    monkeypatch.setattr(train.folds, "prepare_with", stop_at_the_third)
    with pytest.raises(KeyboardInterrupt, match="at the third"):
        run(resume=False)
    with pytest.raises(KeyboardInterrupt, match="at the third"):
        run(resume=True)
    assert trained == [3, 3]
    trained.clear()
    assert run(resume=True).to_dict() == whole
    assert trained == [4, 4]
    assert run(resume=True, seeds=(4, 3)).to_dict() == whole
    assert trained == [4, 4]

    more = config.model_copy(update={"epochs": config.epochs + 1})
    with pytest.raises(InputError, match=r"other settings: epochs .* leave --resume out$"):
        cross_validate(more, n_folds=2, seeds=[3], runs=tmp_path, resume=True, say=print)
    file = tmp_path / "tiny-folds" / "kept" / "seed-3-fold-2-of-2.json"
    file.write_text(file.read_text("utf-8")[:20], encoding="utf-8")
    with pytest.raises(InputError, match=r"seed-3-fold-2-of-2\.json: damaged"):
        run(resume=True)


def test_folds_of_other_articles_are_not_taken(config: FinetuneConfig, tmp_path: Path) -> None:
    def run() -> CrossValidation:
        return cross_validate(config, n_folds=2, seeds=[3], runs=tmp_path, resume=True, say=print)

    with pytest.raises(FileNotFoundError, match="tiny-folds/kept: nothing to resume here"):
        run()
    cross_validate(config, n_folds=2, seeds=[3], runs=tmp_path, say=print)
    kinds = Path(config.data.types[0])
    text = kinds.read_text("utf-8")
    kinds.write_text(text.replace('"t0"', '"u0"'), encoding="utf-8")
    with pytest.raises(InputError, match="other articles than this fold has now"):
        run()
    kinds.write_text(text.replace('"other"', '"review"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"other text or labels in data\.extra or data\.types"):
        run()


@pytest.mark.parametrize("n_folds", [1, 6])
def test_there_are_two_folds_or_more_and_an_article_for_each(
    config: FinetuneConfig, tmp_path: Path, n_folds: int
) -> None:
    with pytest.raises(InputError, match=rf"{n_folds} folds of 5 articles of data\.extra and"):
        cross_validate(config, n_folds=n_folds, seeds=[1], runs=tmp_path, say=print)
    assert not (tmp_path / "tiny-folds").exists()


def test_scores_of_a_fold_are_calibrated_on_the_others() -> None:
    sure = {"review": 0.9, "other": 0.1}
    guesses = [
        Guess(article=replace(ARTICLE, article_type=kind), scores=sure, fold=0)
        for kind in ("review", "other")
    ]
    result = CrossValidation(guesses={1: guesses})
    assert result.types(1) == TypeScores(
        confusion={("review", "review"): 1, ("other", "review"): 1}
    )
    saved = result.to_dict()["1"]
    assert isinstance(saved, dict)
    assert saved["calibration_error"] == pytest.approx(0.4)


def test_types_of_ones_own_are_cross_validated_and_what_has_none_is_left_out(
    encoder_folder: Path, tmp_path: Path
) -> None:
    gold, extra = tmp_path / "gold.jsonl", tmp_path / "extra.jsonl"
    for file, n in ((gold, 2), (extra, 4)):
        rows = [{"id": f"{file.stem}{i}", "text": f"Họp {i}.", "article_type": "ab"[i % 2]}
                for i in range(n)]  # fmt: skip
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    spans = tmp_path / "spans.conll"
    spans.write_text("Huế B-LOC\nmưa O\n", encoding="utf-8")
    config = tiny(encoder_folder, gold, f'data.extra=["{extra}", "{spans}"]')
    [guesses] = cross_validate(
        config, n_folds=2, seeds=[1], runs=tmp_path, say=print
    ).guesses.values()
    assert sorted(guess.article.id for guess in guesses) == [f"extra{i}" for i in range(4)]
    assert {tuple(guess.scores) for guess in guesses} == {("a", "b")}
