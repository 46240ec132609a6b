"""Chinese words that a line end must not cut: the words of a segmenter (jieba's dictionary) and of a list of our own.

The segmenter (``rjieba``, MIT) is loaded with the first Chinese text. It knows Simplified characters best, so
Traditional text is converted for it. The list (``zh_words.txt``, Traditional) holds common words that a parser of
phrases cuts in two (作|為). A place inside a listed word is no break, unless another listed word that overlaps it ends
or begins there (工作|為 …): then the list does not decide.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from turncue.text.chinese_script import to_script
from turncue.text.script_ranges import HAN

__all__ = ["inside_words", "torn_words"]

_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")


@cache
def _listed() -> tuple[frozenset[str], frozenset[str], int]:
    """The words in Traditional and in Simplified characters, all their first two characters, and the longest length."""
    import opencc

    words = set(resources.files("turncue.text").joinpath("zh_words.txt").read_text(encoding="utf-8").split())
    words |= set(opencc.OpenCC("t2s").convert("\n".join(words)).split())
    return frozenset(words), frozenset(w[:2] for w in words), max(map(len, words))


def torn_words(text: str) -> set[int]:
    """Offsets inside ``text`` where a break would cut a listed word, except those where the list is ambiguous."""
    words, heads, longest = _listed()
    torn: set[int] = set()
    for run in _HAN_RUN.finditer(text):
        spans = [
            (k, k + n)
            for k in range(run.start(), run.end() - 1)
            if text[k : k + 2] in heads
            for n in range(2, min(longest, run.end() - k) + 1)
            if text[k : k + n] in words
        ]
        for a, b in spans:
            # an end or a beginning of another word that overlaps this one's edge
            doubt = {e for s, e in spans if s < a < e < b} | {s for s, e in spans if a < s < b < e}
            torn.update(k for k in range(a + 1, b) if k not in doubt)
    return torn


def inside_words(text: str) -> frozenset[int]:
    """Offsets inside a Chinese text where a break would cut a word, by the segmenter or the list."""
    import rjieba

    inside = torn_words(text)
    at = 0
    for word in rjieba.cut(to_script(text, "hans"), hmm=True):
        inside.update(range(at + 1, at + len(word)))
        at += len(word)
    return frozenset(inside)
