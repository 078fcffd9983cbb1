"""A reader in a process of its own, which does what its argument says."""

import sys
from collections.abc import Sequence

from evaluate.benchmark.contenders import Contender
from evaluate.benchmark.worker import serve

MEGABYTE = 1_000_000


class FakeReader:
    """Holds as many megabytes as a text says, prints, or ends its process."""

    def __init__(self) -> None:
        sys.stdout.write("loading\n")
        if sys.argv[1:] == ["broken"]:
            raise RuntimeError("no such model")

    def warm_up(self, texts: Sequence[str]) -> None:
        sys.stdout.write(f"warming up with {len(texts)}\n")

    def read(self, text: str) -> None:
        if text == "end":
            sys.exit("had enough")
        if text.isdigit():
            bytearray(b"x" * int(text) * MEGABYTE)

    def read_batch(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.read(text)


def fake(name: str = "fake", *arguments: str) -> Contender:
    return Contender(name=name, module=__spec__.name, arguments=arguments)


if __name__ == "__main__":
    serve(FakeReader)
