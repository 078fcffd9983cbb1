"""An article through a network: windows in, the logits of its tokens and of its type out."""

from collections.abc import Sequence
from dataclasses import dataclass

from predict.network.runtime import Runtime
from predict.network.windows import Logits, WindowSize, cut, merge, window_ids
from predict.text.encode import Encoding

_WINDOWS_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLogits:
    """What a network says of an article.

    ``tags`` has shape (tokens, tags); ``types`` holds an array of shape (types,) for each window.
    """

    tags: Logits
    types: Sequence[Logits]


def read(encoding: Encoding, *, runtime: Runtime, window: WindowSize) -> ArticleLogits:
    """Run an article through a network, a few windows at a time, so that memory stays bounded.

    :param encoding: an article of one token or more
    :param runtime: the network
    :param window: how the article is cut
    """
    windows = cut(encoding, window)
    tags: list[Logits] = []
    types: list[Logits] = []
    for begin in range(0, len(windows), _WINDOWS_AT_ONCE):
        part = windows[begin : begin + _WINDOWS_AT_ONCE]
        for logits in runtime.run([window_ids(encoding, one) for one in part]):
            tags.append(logits.tags)
            types.append(logits.types)
    return ArticleLogits(tags=merge(encoding, windows, tags), types=types)
