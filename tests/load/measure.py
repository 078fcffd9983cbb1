"""What the service is held to under load, measured on this machine in one run."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.annotated import AnnotatedArticle
from predict import BUNDLE, Predictor

from .service_load import Asked, ask, served

CORPUS = Path(__file__).parents[2] / "data" / "corpus" / "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """One worker, asked by many clients, beside ``predict_batch``."""

    seconds_to_answer: float
    batch_rate: float
    rate: float
    asked: Asked
    memory: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """SIGTERM under load: the numbers of requests that were read but whose answer did not come."""

    asked: Asked
    code: int
    lost: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One of two workers killed under load."""

    asked: Asked
    answered_after: int
    workers: int


def read_texts() -> list[str]:
    """Return the articles of the test split."""
    return [AnnotatedArticle.load(file).text for file in sorted(CORPUS.glob("*.ann"))]
