"""A client of the service: ``Client("http://127.0.0.1:8000").predict(text)``."""

import time
from collections.abc import Sequence
from datetime import date

from predict.exchange import ServiceError, all_predictions, read_answer, retry_after, write_requests
from predict.records import Prediction
from predict.schema import DEFAULT_SCHEMA, Schema

try:
    import httpx
except ImportError as error:
    raise ImportError('predict.client needs httpx: pip install "nhandang[client]"') from error

__all__ = ["Client", "ServiceError"]


class Client(httpx.Client):
    """Asks a service as ``predict`` asks a model; safe for threads, closed by ``with``."""

    def __init__(
        self, url: str, *, key: str = "", timeout: float = 90, schema: Schema = DEFAULT_SCHEMA
    ) -> None:
        """Name the service, ``http://...`` or ``unix:FILE``; wait ``timeout`` seconds at most."""
        socket = httpx.HTTPTransport(uds=url[5:]) if url.startswith("unix:") else None
        named, url = url, "http://localhost" if socket else url
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        super().__init__(base_url=url, headers=headers, timeout=timeout, transport=socket)
        self._patience, self._schema, self._named = timeout, schema, named

    def predict(self, text: str, published: date | None = None) -> Prediction:
        """Read one article; raises what ``predict_batch`` raises."""
        return self.predict_batch([text], [published])[0]

    def predict_batch(
        self, texts: Sequence[str], published: Sequence[date | None] | None = None
    ) -> list[Prediction]:
        """Read many articles, in order, with a date or None for each; raises ``ServiceError``."""
        parts = [self._ask(content) for content in write_requests(texts, published)]
        return all_predictions([result for part in parts for result in part])

    def _ask(self, content: bytes) -> list[Prediction | ServiceError]:
        end = time.monotonic() + self._patience
        while True:
            try:
                answer = self.post("v1/predict", content=content)
            except httpx.TransportError as error:
                message = f"{self._named}: {error or type(error).__name__}"
                raise ServiceError(message, code="unreachable") from error
            wait = retry_after(answer.headers.get("Retry-After"))
            if answer.status_code != 503 or time.monotonic() + wait > end:
                return read_answer(answer.status_code, answer.content, schema=self._schema)
            time.sleep(wait)
