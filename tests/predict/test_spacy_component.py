"""The component for spaCy, with tokenizers that cut a text in every way."""

import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from predict import Predictor
from predict.errors import InputError
from predict.spacy_component import OFF_EDGES, split_at
from tests.paths import ROOT
from tests.toy import ARTICLE

TEXTS = [
    ARTICLE,
    "Dự có Trần Văn Ví,Bí thư;  Lê Thị Dụ.\n",
    "Dự có Tra\u0302\u0300n Va\u0306n Vi\u0301 (Bi\u0301 thư), Lê\u200b Thị Dụ.",
    "Không có ai.",
    "",
]


def words_of(vocab: Vocab, words: list[str]) -> Doc:
    """A document of words that make up its whole text."""
    return Doc(vocab, words=words, spaces=[False] * len(words))


def chunks(size: int) -> Callable[[Language], Callable[[str], Doc]]:
    """A tokenizer that knows no words: so many characters are one."""
    return lambda nlp: (
        lambda text: words_of(nlp.vocab, [text[i : i + size] for i in range(0, len(text), size)])
    )


def blank(tokenizer: str) -> Language:
    match tokenizer.split():
        case ["vi", "pyvi"]:
            return spacy.blank("vi")
        case ["vi"]:
            return spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
        case [number] if number.isdecimal():
            nlp = spacy.blank("xx")
            nlp.tokenizer = chunks(int(number))(nlp)
            return nlp
    return spacy.blank(tokenizer)


@pytest.fixture(params=["xx", "vi", "vi pyvi", "en", "1", "4", "100000"])
def nlp(request: pytest.FixtureRequest, toy_bundle: Path) -> Language:
    nlp = blank(request.param)
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    return nlp


@pytest.fixture(scope="module")
def predictor(toy_bundle: Path) -> Predictor:
    return Predictor.load(toy_bundle)


def places(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


@pytest.mark.filterwarnings("ignore:nhandang")
@pytest.mark.parametrize("text", TEXTS)
def test_no_offset_moves(nlp: Language, text: str, predictor: Predictor) -> None:
    tokens = [(token.idx, token.text) for token in nlp.make_doc(text)]
    doc = nlp(text)
    assert [(token.idx, token.text) for token in doc] == tokens
    expected = predictor.predict(doc.text)
    assert doc._.prediction.to_dict() == expected.to_dict()
    assert doc._.prediction.schema == expected.schema
    off = [(e.start, e.end, e.label) for e in doc._.off_edges]
    assert sorted(places(doc) + off) == [(e.start, e.end, e.label) for e in expected.entities]
    starts = {token.idx for token in doc}
    ends = {token.idx + len(token) for token in doc}
    assert not [place for place in off if place[0] in starts and place[1] in ends]


@pytest.mark.parametrize("tokenizer", ["xx", "vi", "vi pyvi", "1", "4", "100000"])
@pytest.mark.parametrize("text", TEXTS)
def test_split_tokens(tokenizer: str, text: str, toy_bundle: Path, predictor: Predictor) -> None:
    nlp = blank(tokenizer)
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle), "split_tokens": True})
    given = nlp.make_doc(text).text
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        doc = nlp(text)
    assert doc.text == given
    expected = predictor.predict(given).entities
    assert [ent.text for ent in doc.ents] == [entity.text for entity in expected]
    assert places(doc) == [(e.start, e.end, e.label) for e in expected]
    assert doc._.off_edges == ()


def test_the_tokenizers_are_as_different_as_they_should_be(toy_bundle: Path) -> None:
    found = {}
    for tokenizer in ("xx", "vi", "1", "4", "100000"):
        nlp = blank(tokenizer)
        nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            doc = nlp(TEXTS[1])
        found[tokenizer] = (len(doc.ents), len(doc._.off_edges))
        messages = [str(warning.message) for warning in caught]
        assert messages == ([OFF_EDGES] if doc._.off_edges else [])
    assert found == {"xx": (3, 0), "vi": (0, 3), "1": (3, 0), "4": (0, 3), "100000": (0, 3)}


def test_types_are_categories(toy_bundle: Path) -> None:
    nlp = blank("xx")
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    doc = nlp.make_doc("Hội nghị sơ kết.")
    doc.cats = {"local": 1.0}
    doc = nlp(doc)
    assert set(doc.cats) == {"local", *doc._.prediction.article_type.scores}
    assert doc.cats["local"] == 1
    assert max(doc.cats, key=lambda label: doc.cats[label] * (label != "local")) == "review"
    assert doc.cats["review"] == pytest.approx(doc._.prediction.article_type.score, abs=1e-4)
    assert nlp("").cats == {}


def test_appointments(nlp: Language) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        doc = nlp(ARTICLE)
    (row,) = doc._.appointments
    assert (row.person, row.title, row.position.text) == ("Trần Văn Ví", "Bí thư", "Bí thư")
    assert row.official in doc._.prediction.entities
    plain = nlp.make_doc("Chưa đọc.")
    assert (plain._.prediction, plain._.appointments, plain._.off_edges) == (None, (), ())


def test_pipe_reads_in_batches(
    toy_bundle: Path, predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    batch = Predictor.predict_batch

    def count(self: Predictor, texts: list[str], published: list[date | None]) -> object:
        sizes.append(len(texts))
        return batch(self, texts, published)

    monkeypatch.setattr(Predictor, "predict_batch", count)
    nlp = blank("xx")
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    texts = [f"{number}. {ARTICLE}" for number in range(7)]
    docs = list(nlp.pipe(texts, batch_size=3))
    assert sizes == [3, 3, 1]
    assert [doc.text for doc in docs] == texts
    assert [doc._.prediction.to_dict() for doc in docs] == [
        predictor.predict(text).to_dict() for text in texts
    ]


def test_another_process_loads_the_model_once(toy_bundle: Path) -> None:
    nlp = blank("xx")
    component = nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    copied = pickle.loads(pickle.dumps(component))
    assert copied._predictors == {}  # those of this process
    assert copied(nlp.make_doc(ARTICLE))._.prediction == nlp(ARTICLE)._.prediction


SEVERAL_PROCESSES = """
import sys, warnings
import spacy
import predict.spacy_component
warnings.simplefilter("error")  # spaCy says of a process that died only this
nlp = spacy.blank("xx")
nlp.add_pipe("nhandang", config={"bundle": sys.argv[1], "n_threads": 2})
texts = [sys.argv[2]] * 4
expected = [doc.to_json()["ents"] for doc in nlp.pipe(texts)]
docs = list(nlp.pipe(texts, n_process=2, batch_size=2))
assert [doc.to_json()["ents"] for doc in docs] == expected
print([len(doc._.appointments) for doc in docs])
"""


def test_several_processes_after_this_one_has_read(toy_bundle: Path) -> None:
    # In a process of its own: a fork of one that runs tests takes over whatever they left.
    command = [sys.executable, "-c", SEVERAL_PROCESSES, str(toy_bundle), ARTICLE]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "[1, 1, 1, 1]\n", done.stderr


def test_when_it_appeared(toy_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[date | None] = []
    one, many = Predictor.predict, Predictor.predict_batch

    def note(self: Predictor, text: str, published: date | None = None) -> object:
        days.append(published)
        return one(self, text, published)

    def note_all(self: Predictor, texts: list[str], published: list[date | None]) -> object:
        days.extend(published)
        return many(self, texts, published)

    monkeypatch.setattr(Predictor, "predict", note)
    nlp = blank("xx")
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    doc = nlp.make_doc(ARTICLE)
    assert doc._.published is None
    doc._.published = date(2021, 6, 15)
    assert nlp(doc)._.published == date(2021, 6, 15)
    monkeypatch.setattr(Predictor, "predict", one)
    monkeypatch.setattr(Predictor, "predict_batch", note_all)
    list(nlp.pipe([doc, nlp.make_doc(ARTICLE)]))
    assert days == [date(2021, 6, 15), date(2021, 6, 15), None]
    with pytest.raises(InputError, match=r"doc._.published is a datetime.date or None, not str"):
        doc._.published = "2021-06-15"


def test_documents_can_be_saved(toy_bundle: Path) -> None:
    nlp = blank("xx")
    nlp.add_pipe("nhandang", config={"bundle": str(toy_bundle)})
    doc = nlp.make_doc(ARTICLE)
    doc._.published = date(2021, 6, 15)
    doc = nlp(doc)
    copies = [
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        *DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab),
    ]
    for copy in copies:
        assert copy._.prediction == doc._.prediction
        assert copy._.appointments == doc._.appointments
        assert copy._.published == date(2021, 6, 15)
        assert places(copy) == places(doc)


def test_the_pipeline_can_be_saved(toy_bundle: Path, tmp_path: Path) -> None:
    nlp = blank("vi")
    config = {"bundle": str(toy_bundle), "split_tokens": True}
    nlp.add_pipe("nhandang", name="reader", config=config)
    nlp.to_disk(tmp_path / "pipeline")
    from_disk = spacy.load(tmp_path / "pipeline")
    from_bytes = type(nlp).from_config(nlp.config).from_bytes(nlp.to_bytes())
    for again in (from_disk, from_bytes):
        assert again.pipe_names == ["reader"]
        assert places(again(ARTICLE)) == places(nlp(ARTICLE))
        assert again.get_pipe_config("reader").items() >= config.items()


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no bundle here"):
        blank("xx").add_pipe("nhandang", config={"bundle": str(tmp_path / "none")})


def test_a_token_is_split_at_every_edge_inside_it() -> None:
    doc = Doc(Vocab(), words=["An,Bình", "đến"])
    split_at(doc, [7, 0, 3, 2, 8])
    assert [(token.idx, token.text) for token in doc] == [
        (0, "An"),
        (2, ","),
        (3, "Bình"),
        (8, "đến"),
    ]
    assert doc.text == "An,Bình đến "


def test_predict_alone_does_not_import_spacy() -> None:
    code = "import sys, predict, predict.__main__; print('spacy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "False\n"


def test_without_spacy_one_sentence_names_the_extra() -> None:
    code = "import sys; sys.modules['spacy'] = None; import predict.spacy_component"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last == 'ImportError: the component needs spaCy: pip install "nhandang[spacy]"'
