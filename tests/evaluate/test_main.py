"""``python -m evaluate`` with a toy model in the place of a bundle."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evaluate.__main__ as command
import evaluate.gold as gold_files
from data.annotated import AnnotatedArticle
from data.formats.ann import format_annotation
from data.formats.standoff import write_standoff
from predict import Predictor
from predict.errors import InputError


@pytest.fixture(autouse=True)
def bundle(monkeypatch: pytest.MonkeyPatch, toy_predictor: Predictor) -> None:
    """Take the toy model for any bundle that is there."""

    def load(folder: Path) -> Predictor:
        if folder.name == "broken":
            raise InputError(f"{folder}: damaged manifest")
        return toy_predictor

    monkeypatch.setattr(Predictor, "load", load)


@pytest.fixture
def gold(tmp_path: Path, toy_article: AnnotatedArticle) -> Path:
    """A folder with three articles."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.ann").write_text(format_annotation(toy_article), encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(command.app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def n_articles(file: Path) -> int:
    return int(json.loads(file.read_text(encoding="utf-8"))["articles"])


def test_it_prints_a_table_and_writes_both_files(gold: Path, tmp_path: Path) -> None:
    scores, page = tmp_path / "scores.json", tmp_path / "page.html"
    code, output, errors = run("--gold", gold, "--json", scores, "--html", page)
    assert (code, errors) == (0, "")
    assert "entities, micro" in output
    values = json.loads(scores.read_text(encoding="utf-8"))
    assert values["entities"]["micro"]["support"] == 21
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("again", [False, True])
def test_gold_takes_several_paths_and_may_be_repeated(
    gold: Path, tmp_path: Path, *, again: bool
) -> None:
    scores = tmp_path / "scores.json"
    second = ["--gold", gold / "b.ann"] if again else [gold / "b.ann"]
    code, _, _ = run("--gold", gold / "a.ann", *second, "--json", scores)
    assert (code, n_articles(scores)) == (0, 2)


def test_by_default_it_scores_the_test_corpus(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gold_files._TEST.parts[-3:] == ("data", "corpus", "test")
    monkeypatch.setattr(gold_files, "_TEST", gold)
    code, _, _ = run("--json", tmp_path / "scores.json")
    assert (code, n_articles(tmp_path / "scores.json")) == (0, 3)


def test_seeds_are_texts_whose_gold_stands_apart(
    gold: Path, tmp_path: Path, toy_article: AnnotatedArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gold_files._SEEDS.parts[-2:] == ("data", "seeds")
    monkeypatch.setattr(gold_files, "_SEEDS", tmp_path / "apart")
    texts, apart = tmp_path / "texts", tmp_path / "apart"
    texts.mkdir()
    apart.mkdir()
    (texts / "0.txt").write_text(toy_article.text, encoding="utf-8")
    write_standoff(toy_article, text_file=texts / "0.txt", folder=apart)
    scores = tmp_path / "scores.json"
    assert run("--seeds", texts, "--json", scores)[0] == 0
    assert n_articles(scores) == 1
    assert run("--seeds", texts, "--gold", gold, "--json", scores)[0] == 0
    assert n_articles(scores) == 4


def test_other_texts_than_the_seeds_are_refused(tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_text("Một bài khác.", encoding="utf-8")
    code, output, errors = run("--seeds", tmp_path)
    assert (code, output) == (2, "")
    assert "none of its texts is annotated in" in errors


def test_an_error_is_one_line_and_nothing_is_written(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ann").write_text("no head", encoding="utf-8")
    files = ("--json", tmp_path / "scores.json", "--html", tmp_path / "page.html")
    faults: dict[str, tuple[str | Path, ...]] = {
        "nowhere: no such file or folder": ("--gold", tmp_path / "nowhere"),
        "bad.ann, line 2: expected": ("--gold", gold, tmp_path / "bad.ann"),
        "damaged manifest": ("--gold", gold, "--bundle", tmp_path / "broken"),
        "texts: no such folder": ("--seeds", tmp_path / "texts"),
    }
    for message, arguments in faults.items():
        code, output, errors = run(*arguments, *files)
        assert (code, output) == (2, "")
        assert message in errors
        assert errors.count("\n") == 1
    code, _, errors = run("--gold", gold, *files[:2], "--html", tmp_path / "nowhere" / "page.html")
    assert (code, errors.count("\n")) == (2, 1)
    assert not list(tmp_path.glob("scores.json"))
    assert not list(tmp_path.glob("page.html"))


def test_an_unknown_command_is_refused() -> None:
    code, _, errors = run("nonsense")
    assert code == 2
    assert "No such command" in errors


COLUMNS = """\
Ngày B-DATE
14/6/2021 I-DATE
, O
Trần_Văn_Ví B-OFFICIAL
dự O
"""


def test_gold_in_columns_is_scored_per_word_too(tmp_path: Path) -> None:
    gold, scores = tmp_path / "a.txt", tmp_path / "scores.json"
    gold.write_text(COLUMNS, encoding="utf-8")
    code, output, errors = run("--gold", gold, "--words", "--json", scores)
    assert (code, errors) == (0, "")
    assert "per word, of 5 words in 1 articles: conlleval micro F1" in output
    found = json.loads(scores.read_text(encoding="utf-8"))["words"]
    assert (found["words"], found["strict"]["support"]) == (5, 2)
    assert found["strict"]["recall"] >= 0.5


def test_scores_per_word_need_words(gold: Path) -> None:
    code, _, errors = run("--gold", gold, "--words")
    assert code == 2
    assert errors.startswith("--words: no article of the gold brings words; name gold in columns")


def test_the_format_of_gold_may_be_named(tmp_path: Path) -> None:
    gold = tmp_path / "a.data"
    gold.write_text(COLUMNS.replace("DATE", "SONG"), encoding="utf-8")
    code, _, errors = run("--gold", gold)
    assert (code, "no format has the suffix .data; name its format with --from" in errors) == (
        2,
        True,
    )
    code, _, errors = run("--gold", gold, "--from", "conll")
    assert (code, "line 1: the label SONG is not in the schema" in errors) == (2, True)
