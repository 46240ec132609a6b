"""The keys that words are compared by across languages. A text is one stream of atoms; an atom has some keys.

European words become light stems, Han text single characters, character pairs and the words of a lexicon, numbers one
numeric form, foreign names also a consonant skeleton (``phonetic_keys``). Both sides of a pair go through the same
function, so that the same thing gets the same key. Offsets do not matter here: keys belong to a clause or a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from turncue.text.language import base_language
from turncue.text.numbers import numbers
from turncue.text.phonetic_keys import phonetic_key, phonetic_spans
from turncue.text.tokens import MARKS, OPTIONAL_MARKS, western_digits

__all__ = ["Keying", "fold", "keys_of", "term_key", "unspaced"]

_HAN_CLASS = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA_CLASS = "\u3041-\u3096\u309d-\u309f\u30a1-\u30ff"
_BRAHMIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer: written without spaces
_ATOM = re.compile(
    rf"\d+(?:[.,]\d+)*|%|[{_HAN_CLASS}{_KANA_CLASS}{_BRAHMIC}]|[\uac00-\ud7a3]+|"
    rf"(?:(?![{_HAN_CLASS}{_KANA_CLASS}{_BRAHMIC}\uac00-\ud7a3])[^\W\d_][{MARKS}]*)+(?:['’](?!$)[a-z]+)?"
)
_WIDE = re.compile(rf"[{_HAN_CLASS}{_KANA_CLASS}{_BRAHMIC}]")
_HAN = re.compile(rf"[{_HAN_CLASS}]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")

# forms of one word that opencc keeps apart, and the polite or gendered pronouns that translators choose freely
_VARIANTS = str.maketrans("妳您祢牠祂綫裡里麽唿着", "你你你它他线里里么呼著")

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being",
        "have": "has had having",
        "do": "does did done doing",
        "go": "goes went gone",
        "say": "said says",
        "get": "got gotten",
        "make": "made",
        "know": "knew known",
        "think": "thought",
        "take": "took taken",
        "see": "saw seen",
        "come": "came",
        "give": "gave given",
        "find": "found",
        "tell": "told",
        "become": "became",
        "leave": "left",
        "feel": "felt",
        "bring": "brought",
        "begin": "began begun",
        "keep": "kept",
        "hold": "held",
        "write": "wrote written",
        "stand": "stood",
        "hear": "heard",
        "mean": "meant",
        "meet": "met",
        "run": "ran",
        "pay": "paid",
        "sit": "sat",
        "speak": "spoke spoken",
        "lead": "led",
        "grow": "grew grown",
        "lose": "lost",
        "fall": "fell fallen",
        "send": "sent",
        "build": "built",
        "understand": "understood",
        "draw": "drew drawn",
        "break": "broke broken",
        "spend": "spent",
        "rise": "rose risen",
        "drive": "drove driven",
        "buy": "bought",
        "wear": "wore worn",
        "choose": "chose chosen",
        "teach": "taught",
        "catch": "caught",
        "fight": "fought",
        "seek": "sought",
        "sell": "sold",
        "win": "won",
        "eat": "ate eaten",
        "fly": "flew flown",
        "forget": "forgot forgotten",
        "sleep": "slept",
        "throw": "threw thrown",
        "child": "children",
        "man": "men",
        "woman": "women",
        "person": "people",
        "foot": "feet",
        "life": "lives",
        "good": "better best",
        "bad": "worse worst",
        "much": "more most",
        "not": "n't",
        "can": "could",
        "will": "would",
    }.items()
    for form in forms.split()
}


@dataclass(frozen=True, slots=True)
class Keying:
    """How keys are made for one side.

    ``language`` is a base tag; ``terms`` are the lexicon's words to look for; ``sounds`` the consonant skeletons of the
    other side, which a transliteration may answer. ``singles``: single Han characters have keys; ``prefixes``:
    beginnings of words have keys (cognates); ``phonetic``: names have keys by sound.
    """

    language: str
    terms: Collection[str] = frozenset()
    sounds: Collection[str] = frozenset()
    singles: bool = False
    prefixes: bool = False
    phonetic: bool = True


def unspaced(language: str) -> bool:
    """Whether the language is written without spaces between words."""
    return base_language(language) in {"zh", "ja", "th", "lo", "my", "km", "yue", "wuu"}


@lru_cache(maxsize=1)
def _simplifier():  # type: ignore[no-untyped-def]
    import opencc

    return opencc.OpenCC("t2s")


def fold(text: str, language: str) -> str:
    """NFKC, lower case, without optional marks, Simplified characters for Chinese. May change the length."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    text = OPTIONAL_MARKS.sub("", western_digits(text))
    if _HAN.search(text):
        if base_language(language) != "ja":
            text = str(_simplifier().convert(text))
        text = text.translate(_VARIANTS)
    return text


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A light stem: enough to bring the forms of a word together, the same on both sides."""
    if language not in ("en", "zh", "ja", "ko"):
        word = _plain(word).replace("ß", "ss")
        if len(word) > 4:
            word = re.sub(r"(?:en|er|es|em|s|e|a|o|n)$", "", word)
        return word[:6]
    for tail in ("'s", "'re", "'ve", "'ll", "'d", "'m"):
        if word.endswith(tail):
            word = word[: -len(tail)]
            break
    if word.endswith("n't"):
        return "not"
    word = _plain(_IRREGULAR.get(word, word))
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    for tail in ("ing", "ed", "ly"):
        if len(word) - len(tail) >= 3 and word.endswith(tail) and re.search("[aeiouy]", word[: -len(tail)]):
            word = word[: -len(tail)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 2 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


def _atoms(words: Sequence[str], language: str) -> tuple[list[str], list[int]]:
    """The atoms of all words, and the index of the word that each is in."""
    folded = fold("\n".join(w.replace("\n", " ") for w in words), language).split("\n")
    atoms: list[str] = []
    places: list[int] = []
    for at, word in enumerate(folded):
        for m in _ATOM.finditer(word):
            a = m[0]
            if a.endswith("n't") and len(a) > 3:
                atoms += [a[:-3] if a != "can't" else "can", "not"]
                places += [at, at]
            else:
                atoms.append(a)
                places.append(at)
    return atoms, places


def _terms(atoms: Sequence[str], flat: Sequence[str], terms: Collection[str]) -> list[tuple[int, int, str]]:
    """The lexicon's words in the atoms, at each place the longest: (first, stop, key)."""
    out: list[tuple[int, int, str]] = []
    i, n = 0, len(atoms)
    while i < n:
        wide = bool(_WIDE.match(atoms[i]))
        end = i + 1
        if _HANGUL.match(atoms[i]):
            for size in range(min(len(atoms[i]), 5), 0, -1):
                if atoms[i][:size] in terms:
                    out.append((i, i + 1, atoms[i][:size]))
                    break
        else:
            for size in range(6 if wide else 4, 0, -1):
                if i + size > n:
                    continue
                key = "".join(atoms[i : i + size]) if wide else " ".join(flat[i : i + size])
                if key in terms:
                    out.append((i, i + size, key))
                    end = i + size
                    if wide and size > 2:
                        out += _inner(atoms, i, end, terms)
                    break
        i = end
    return out


def _inner(atoms: Sequence[str], begin: int, end: int, terms: Collection[str]) -> list[tuple[int, int, str]]:
    """Words inside a longer one: a large dictionary has many compounds, and they must not hide their parts."""
    out: list[tuple[int, int, str]] = []
    i = begin
    while i < end - 1:
        after = i + 1
        for size in range(min(end - i, end - begin - 1), 1, -1):
            if (key := "".join(atoms[i : i + size])) in terms:
                out.append((i, i + size, key))
                after = i + size
                break
        i = after
    return out


def term_key(text: str, language: str) -> str:
    """The key of a word in a lexicon: characters without spaces between them, stems with a space between them."""
    atoms, _ = _atoms([text], language)
    if not atoms:
        return ""
    if any(_WIDE.match(a) for a in atoms):
        return "".join(atoms)
    if _HANGUL.match(atoms[0]):
        return atoms[0]
    return " ".join(_flat(a, language) for a in atoms)


def _flat(atom: str, language: str) -> str:
    return atom if _WIDE.match(atom) or _HANGUL.match(atom) else stem(atom, language)


def keys_of(words: Sequence[str], keying: Keying) -> list[list[str]]:
    """Keys of every word, the most specific last; a word without letters or digits has none."""
    language = keying.language
    atoms, places = _atoms(words, language)
    flat = [_flat(a, language) for a in atoms]
    out: list[list[str]] = [[] for _ in words]
    for i, (atom, key) in enumerate(zip(atoms, flat, strict=True)):
        at = places[i]
        if _WIDE.match(atom):
            if keying.singles:
                out[at].append("'" + atom)
            # a pair that is a word counts where it is one, not across the border of two others
            if i + 1 < len(atoms) and _WIDE.match(atoms[i + 1]) and atom + atoms[i + 1] not in keying.terms:
                out[at].append(atom + atoms[i + 1])
                out[places[i + 1]].append(atom + atoms[i + 1])
        elif _HANGUL.match(atom):
            out[at] += [atom[k : k + 2] for k in range(max(1, len(atom) - 1))]
        elif atom[0].isalpha():
            out[at].append(key)
            if keying.prefixes and len(atom) >= 4:
                out[at].append("^" + _cognate(atom))
            if keying.phonetic and (sound := phonetic_key(atom)):
                out[at].append(sound)
    spans = numbers(atoms)
    if keying.terms:
        spans = _terms(atoms, flat, keying.terms) + spans
    if keying.phonetic:
        spans += phonetic_spans(atoms, keying.sounds, keying.terms)
    for first, end, key in spans:
        for at in dict.fromkeys(places[first:end]):
            if key not in out[at]:
                out[at].append(key)
    return out


@lru_cache(maxsize=65536)
def _cognate(word: str) -> str:
    """The first five letters in a spelling that the languages of Europe share."""
    word = _plain(word)
    for old, new in (
        ("ph", "f"),
        ("th", "t"),
        ("ch", "k"),
        ("qu", "k"),
        ("c", "k"),
        ("y", "i"),
        ("w", "v"),
        ("z", "s"),
    ):
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)[:5]
