"""Encoders: PhoBERT's own form is read, and whatever does not fit is refused with the reason."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from transformers import AutoConfig, AutoModel, RobertaForTokenClassification

from models.encoder import EMBEDDED, keep_layers, load_encoder
from tests.models.foreign import KINDS, wordpiece, write_foreign
from tests.models.toy import write_encoder


@pytest.fixture
def folder(tmp_path: Path, encoder_folder: Path) -> Path:
    shutil.copytree(encoder_folder, tmp_path / "encoder")
    return tmp_path / "encoder"


def edit_config(folder: Path, **changes: object) -> None:
    file = folder / "config.json"
    config = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(config | changes), encoding="utf-8")


def test_reads_phobert_form(encoder_folder: Path) -> None:
    encoder = load_encoder(str(encoder_folder))
    assert encoder.length == 64
    assert encoder.model.config.vocab_size == encoder.tokenizer.n_pieces
    assert encoder.model.dtype == torch.float32


def test_bin_and_safetensors_give_the_same_weights(
    tmp_path: Path, encoder_folder: Path, toy_tokenizer_folder: Path
) -> None:
    write_encoder(tmp_path / "safe", toy_tokenizer_folder, safetensors=True)
    ids = torch.tensor([[0, 5, 6, 7, 2]])
    one, other = (load_encoder(str(f)).model.eval() for f in (encoder_folder, tmp_path / "safe"))
    with torch.no_grad():
        assert torch.equal(one(ids).last_hidden_state, other(ids).last_hidden_state)


def test_text_files_win_over_json(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert load_encoder(str(folder)).tokenizer.n_pieces > 100


def test_dropout_is_that_of_the_configuration_or_as_asked(encoder_folder: Path) -> None:
    asked = load_encoder(str(encoder_folder), dropout=0.3).model.config
    assert (asked.hidden_dropout_prob, asked.attention_probs_dropout_prob) == (0.3, 0.3)
    assert load_encoder(str(encoder_folder)).model.config.hidden_dropout_prob == 0.1


def test_keeps_the_lowest_layers(encoder_folder: Path) -> None:
    encoder = load_encoder(str(encoder_folder))
    keep_layers(encoder, 1)
    assert len(encoder.model.encoder.layer) == encoder.model.config.num_hidden_layers == 1
    with pytest.raises(ValueError, match="has 1 layers, 2 were asked for"):
        keep_layers(encoder, 2)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("config.json", "no encoder here"),
        ("bpe.codes", "no tokenizer here"),
        ("pytorch_model.bin", "no weights here"),
    ],
)
def test_names_the_missing_file(folder: Path, missing: str, sentence: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(FileNotFoundError, match=sentence):
        load_encoder(str(folder))


def test_refuses_a_vocabulary_that_does_not_fit(folder: Path) -> None:
    edit_config(folder, vocab_size=7)
    with pytest.raises(ValueError, match=r"does not fit the encoder.*vocab_size 7"):
        load_encoder(str(folder))


def test_refuses_another_family(folder: Path) -> None:
    edit_config(folder, model_type="gpt2")
    sentence = r"model_type is gpt2; the encoders that are read: roberta, .*, bert, deberta-v2"
    with pytest.raises(ValueError, match=sentence):
        load_encoder(str(folder))


def test_refuses_a_decoder(folder: Path) -> None:
    edit_config(folder, is_decoder=True)
    with pytest.raises(ValueError, match="is_decoder is true; a tag needs what stands behind it"):
        load_encoder(str(folder))


@pytest.mark.parametrize("kind", KINDS)
def test_reads_other_kinds(kind: str, tmp_path: Path) -> None:
    write_foreign(kind, tmp_path)
    encoder = load_encoder(str(tmp_path), dropout=0.3)
    assert encoder.length == 64
    assert encoder.left == ()
    assert encoder.model.config.hidden_dropout_prob == 0.3
    keep_layers(encoder, 1)
    ids = [encoder.tokenizer.bos_id, *encoder.tokenizer.encode(["Huyện", "uỷ"]), 2]
    assert encoder.model.eval()(torch.tensor([ids])).last_hidden_state.shape[-1] == 16


def test_an_encoder_may_know_more_ids_than_its_tokenizer_but_not_fewer(tmp_path: Path) -> None:
    write_foreign("videberta", tmp_path)
    tokenizer = load_encoder(str(tmp_path)).tokenizer
    edit_config(tmp_path, vocab_size=tokenizer.n_pieces - 1)
    with pytest.raises(ValueError, match=rf"the tokenizer has {tokenizer.n_pieces:,} pieces"):
        load_encoder(str(tmp_path))


def test_heads_of_others_are_left_and_named(encoder_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(encoder_folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "pytorch_model.bin").unlink()
    config = AutoConfig.from_pretrained(encoder_folder, num_labels=3)
    other = RobertaForTokenClassification(config).eval()
    other.save_pretrained(tmp_path)
    encoder = load_encoder(str(tmp_path))
    assert encoder.left == ("classifier",)
    ids = torch.tensor([[0, 5, 6, 7, 2]])
    with torch.no_grad():
        ours = encoder.model.eval()(ids).last_hidden_state
        assert torch.equal(ours, other.roberta(ids).last_hidden_state)


def test_sentencepiece_alone_has_no_offsets(folder: Path) -> None:
    (folder / "bpe.codes").rename(folder / "sentencepiece.bpe.model")
    with pytest.raises(FileNotFoundError, match=r"sentencepiece.bpe.model alone does not say"):
        load_encoder(str(folder))


def test_an_encoder_of_our_own_needs_a_tokenizer_of_our_own(
    prenorm_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(prenorm_folder, tmp_path, dirs_exist_ok=True)
    wordpiece().save(str(tmp_path / "tokenizer.json"))
    with pytest.raises(ValueError, match=r"roberta-prelayernorm needs a tokenizer that"):
        load_encoder(str(tmp_path))


def test_refuses_a_damaged_configuration(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="damaged configuration"):
        load_encoder(str(folder))


def test_refuses_damaged_weights(folder: Path) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"not weights at all")
    with pytest.raises(ValueError, match="the weights cannot be read"):
        load_encoder(str(folder))


def test_refuses_weights_of_another_model(folder: Path) -> None:
    torch.save({"something.else": torch.zeros(3)}, folder / "pytorch_model.bin")
    with pytest.raises(ValueError, match="the weights lack"):
        load_encoder(str(folder))


def test_refuses_a_pickle_that_runs_code(folder: Path) -> None:
    torch.save({"a": Path("x")}, folder / "pytorch_model.bin")
    with pytest.raises(ValueError, match="the weights cannot be read"):
        load_encoder(str(folder))


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match="no such encoder folder"):
        load_encoder("./nowhere")


def test_a_hub_name_offline_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match=r"hub did not give it.*models/mini"):
        load_encoder("vinai/phobert-base-v2")


def test_the_embedded_encoder_loads_here_and_in_plain_transformers() -> None:
    encoder = load_encoder(str(EMBEDDED))
    plain = AutoModel.from_pretrained(EMBEDDED, dtype=torch.float32, add_pooling_layer=False).eval()
    ids = torch.tensor([[0, *encoder.tokenizer.encode(["Tỉnh_ủy", "họp"]), 2]])
    with torch.no_grad():
        hidden = encoder.model.eval()(ids).last_hidden_state
        assert torch.equal(hidden, plain(ids).last_hidden_state)
    assert hidden.isfinite().all()


def test_the_embedded_vocabulary_spells_every_syllable() -> None:
    tokenizer = load_encoder(str(EMBEDDED)).tokenizer
    words = ["nghiêng", "khuỷu", "Ủy_ban", "ngoằn_ngoèo", "HĐND", "Đắk_Lắk", "12.345,6", "%"]
    assert tokenizer.unk_id not in tokenizer.encode(words)
