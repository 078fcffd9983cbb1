"""The document says what is so: real answers fit it, and what it allows is answered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from predict import Predictor
from predict.service.documents import PredictionBody
from tests.toy import ARTICLE

from .process import running
from .serving import post, serving

HOOKS = """
import schemathesis
from hypothesis import strategies as st

INTERFACE = (
    '<View><Labels name="l" toName="t"><Label value="A"/></Labels>'
    '<Text name="t" value="$t"/></View>'
)
schemathesis.openapi.format("label-config", st.just(INTERFACE))
"""


def test_every_status_and_an_example_are_documented() -> None:
    with serving() as client:
        document = client.get("/openapi.json").json()
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                for status, answer in operation["responses"].items():
                    assert status == "200" or "example" in answer["content"]["application/json"]
                if method == "post":
                    content = operation["requestBody"]["content"]["application/json"]
                    assert post(client, content["example"], path).status_code == 200, path
                    codes = "200 400 401 408 413 415 422 500 503"
                    assert " ".join(sorted(operation["responses"])) == codes


def test_predictions_fit_the_document(toy_predictor: Predictor) -> None:
    for text in (ARTICLE, "", "Ông Trần Văn Ví, Bí thư Huyện ủy."):
        PredictionBody.model_validate(toy_predictor.predict(text).to_dict(), strict=True)


@pytest.mark.slow
def test_all_checks_of_schemathesis_find_nothing(toy_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "hooks.py").write_text(HOOKS, encoding="utf-8")
    limits = ["--max-articles", "5", "--max-characters", "500"]
    with running(toy_bundle, *limits) as server:
        server.wait_for("INFO ready")
        done = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "run", "--checks", "all"),
                *("--max-examples", "60", "--seed", "1", "--no-color"),
                f"http://127.0.0.1:{server.port}/openapi.json",
            ],
            cwd=tmp_path,
            env=os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert server.end() == 0
