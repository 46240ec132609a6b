"""English words as the embedded recogniser needs them: spoken forms of numbers, and phones of words it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["Pronouncer", "number_words", "phones_of", "spoken_words"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SYMBOLS = {"%": " percent ", "$": " dollars ", "&": " and ", "+": " plus ", "€": " euros ", "£": " pounds "}

# Letters to phones (ARPABET of cmudict), the longest first; context-free, for names and rare words only.
_RULES = (
    "tion=SH AH N|sion=ZH AH N|ough=AO|augh=AO F|eigh=EY|igh=AY|tch=CH|sch=SH|chr=K R|dge=JH|ing=IH NG|"
    "ee=IY|ea=IY|oo=UW|ou=AW|ow=OW|oi=OY|oy=OY|ai=EY|ay=EY|au=AO|aw=AO|ei=EY|ey=IY|ie=IY|oa=OW|ue=UW|ew=UW|"
    "ar=AA R|er=ER|ir=ER|or=AO R|ur=ER|ch=CH|sh=SH|th=TH|ph=F|gh=G|wh=W|ck=K|ng=NG|nk=NG K|qu=K W|kn=N|wr=R|"
    "ce=S EH|ci=S IH|cy=S IY|ge=JH EH|gi=JH IH|"
    "bb=B|cc=K|dd=D|ff=F|gg=G|kk=K|ll=L|mm=M|nn=N|pp=P|rr=R|ss=S|tt=T|zz=Z|"
    "a=AE|b=B|c=K|d=D|e=EH|f=F|g=G|h=HH|i=IH|j=JH|k=K|l=L|m=M|n=N|o=AA|p=P|q=K|r=R|s=S|t=T|u=AH|v=V|w=W|x=K S|"
    "y=IY|z=Z"
)
_TABLE = dict(rule.split("=") for rule in _RULES.split("|"))
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "EY|B IY|S IY|D IY|IY|EH F|JH IY|EY CH|AY|JH EY|K EY|EH L|EH M|EH N|OW|P IY|K Y UW|AA R|EH S|T IY|Y UW|V IY|"
        "D AH B AH L Y UW|EH K S|W AY|Z IY".split("|"),
        strict=True,
    )
)


def number_words(digits: str) -> list[str]:
    """The words of a number in digits: ``1984`` as a year is read, ``3.5`` with its decimals one by one."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    if not whole.isdigit() or len(whole) > 12:
        return [_ONES[int(c)] for c in digits if c.isdigit()]
    value = int(whole)
    if len(whole) == 4 and "," not in digits and not decimals and 1100 <= value <= 1999 and value % 100:
        return [*_cardinal(value // 100), *(["oh"] if value % 100 < 10 else []), *_cardinal(value % 100)]
    words = _cardinal(value)
    if decimals:
        words += ["point", *(_ONES[int(c)] for c in decimals if c.isdigit())]
    return words


def _cardinal(value: int) -> list[str]:
    if value < 20:
        return [_ONES[value]]
    if value < 100:
        return [_TENS[value // 10], *([_ONES[value % 10]] if value % 10 else [])]
    size, name = next((s, n) for s, n in _SCALES if value >= s)
    rest = value % size
    return [*_cardinal(value // size), name, *(_cardinal(rest) if rest else [])]


def spoken_words(text: str) -> list[str]:
    """The words of a text in lower case as they are spoken, numbers spelled out."""
    for sign, word in _SYMBOLS.items():
        text = text.replace(sign, word)
    out: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0].lower().replace("’", "'")
        out += number_words(token) if token[0].isdigit() else [token]
    return [w for w in out if w.isascii()]


def phones_of(word: str) -> str:
    """Phones of a word by spelling; a word without a vowel letter is read letter by letter."""
    letters = re.sub("[^a-z]", "", word.lower())
    if not letters:
        return ""
    if not re.search("[aeiouy]", letters):
        return " ".join(_LETTERS[c] for c in letters)
    if len(letters) > 3 and letters.endswith("e") and letters[-2] not in "aeiou":
        letters = letters[:-1]
    out: list[str] = []
    at = 0
    while at < len(letters):
        size = next(n for n in (4, 3, 2, 1) if letters[at : at + n] in _TABLE)
        out.append(_TABLE[letters[at : at + size]])
        at += size
    return " ".join(out)


class Pronouncer:
    """Gives a pocketsphinx decoder the words that its dictionary lacks; ``known`` are the words that it has now."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self.known: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Make words known; what has no pronunciation stays unknown."""
        for word in dict.fromkeys(words):
            if word in self.known:
                continue
            if self._decoder.lookup_word(word) is None:
                phones = self._parts(word) or phones_of(word)
                if not phones:
                    continue
                self._decoder.add_word(word, phones, False)
            self.known.add(word)

    def _parts(self, word: str) -> str:
        """Phones of ``talk's`` from ``talk``."""
        base, mark, tail = word.rpartition("'")
        if mark and tail == "s" and (phones := self._decoder.lookup_word(base)):
            return f"{phones} Z"
        return ""
