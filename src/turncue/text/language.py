"""Which language and script a text is in, by counting.

The script settles most cases; among languages in Latin letters, and between the two Chinese scripts, the commonest
words and characters do. Enough to choose rules and to name a file; an option overrides it everywhere.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import overload

from turncue.text.params import (
    DENSE_WEIGHT,
    LEAST_KANA,
    RARE_LETTER_SHARE,
    SAMPLE,
    SHARE_OF_KANA,
    SHARE_OF_LATIN,
)
from turncue.text.script_ranges import LATIN, LETTERS

__all__ = [
    "base_language",
    "common_words",
    "detect_language",
    "latin",
    "letters_of",
    "resolve_language",
    "same_language",
    "written_language",
]

_SCRIPTS = {tag: re.compile(f"[{letters}]") for tag, letters in LETTERS.items()}
# Languages that share a script with the one it is named after, and letters that only they write, most certain first.
_NEIGHBOURS = {
    "ru": {"be": "ўЎ", "uk": "ґєїіҐЄЇІ", "sr": "ђјљњћџЂЈЉЊЋЏ"},
    "ar": {"ur": "ٹڈڑںے", "fa": "پچژگی"},
    "hi": {"mr": "ळ"},
}
_LATIN = re.compile(f"[{LATIN}]")
_WORD = re.compile("[^\\W\\d_]+")

# The commonest words that few neighbours share.
_COMMON = {
    "en": "the and of to is that it you was for are with this they have what not but we on at from were be if their",
    "es": "el los las que en una por con para es está pero como más muy esto eso porque y hay",
    "fr": "le les des que est dans pour pas vous nous une ce qui sur avec mais c'est et il on",
    "de": "der die das und ist nicht ich wir sie ein eine mit auf für es auch dass sich von zu",
    "pt": "o os as que em um uma não para com é mas muito isso você por mais está e do",
    "it": "il gli che di è non una per con sono questo ma anche più come perché del della e ha",
    "nl": "de het een en van is dat niet ik wij ze op met voor zijn ook maar er aan te",
    "sv": "och att det som en är inte jag vi på för med har den de om ett till av men",
    "pl": "i w nie to się na że jest do jak ale z co tak o za czy po jego tego",
    "tr": "bir ve bu için de da ne çok ama gibi daha var ben o mi olarak sonra kadar yok biz",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya kita ada bisa ke adalah karena",
    "da": "og det er ikke jeg til en af som på med for den har vi de der kan hvad også meget noget være blev os efter",
    "nb": "og det er ikke jeg til en av som på med for den har vi de kan hva også mye noe noen være ble oss etter",
    "fi": "ja se että hän mutta kun niin oli ovat myös tämä minä sinä mitä kuin jos olen ole ei",
    "cs": "je se že jsem ale jak jsou když už jako byl jsme nebo který protože také být má jen co při",
    "sk": "je sa že som ale ako sú keď už bol sme alebo ktorý pretože tiež byť má len čo pri",
    "hu": "az és hogy nem egy van ez meg volt csak már mint vagy mi azt úgy nagyon lesz kell",
    "ro": "și în că este cu pe pentru din sunt dar foarte acest mai fost când sau după lui nu",
    "hr": "je da se što za sam kao ali su od kako bi li smo nije ili ako ovo samo",
    "vi": "là và của có không cho một những được trong người này với các như đã khi tôi anh thì",
}
_COMMON_SETS = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}

# Frequent characters that only one of the two scripts has.
_HANT = frozenset("們這個來說對時會為沒過還後麼業數據經現實開關問題與點應該讓從動頭見長發學國話種樣變")
_HANS = frozenset("们这个来说对时会为没过还后么业数据经现实开关问题与点应该让从动头见长发学国话种样变") - _HANT
_HANT = _HANT - frozenset("们这个来说对时会为没过还后么业数据经现实开关问题与点应该让从动头见长发学国话种样变")


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of a text (``en``, ``zh-Hant``, ``ja`` …), None when no evidence points to any."""
    sample = text[:SAMPLE]
    if len(text) > 2 * SAMPLE:  # the head of a document may be in another language than its body
        middle = len(text) // 2
        sample += text[middle : middle + SAMPLE]
    letters = Counter(sample)
    distinct = "".join(letters)
    counts = {tag: sum(letters[c] for c in pattern.findall(distinct)) for tag, pattern in _SCRIPTS.items()}
    roman = sum(letters[c] for c in _LATIN.findall(distinct))
    if counts["ja"] > SHARE_OF_KANA * (counts["ja"] + counts["zh"]) and counts["ja"] > LEAST_KANA:
        counts["ja"] += counts.pop("zh")
    tag, most = max(counts.items(), key=lambda kv: kv[1])
    weight = DENSE_WEIGHT if tag in ("zh", "ja", "ko") else 1
    if most and most * weight >= SHARE_OF_LATIN * roman:
        return _chinese(sample) if tag == "zh" else _neighbour(tag, sample, most)
    return _latin(sample) if roman else None


def _neighbour(tag: str, sample: str, letters: int) -> str:
    """The language of a script named ``tag``, by the letters that only some who write it have."""
    for other, own in _NEIGHBOURS.get(tag, {}).items():
        if sum(map(sample.count, own)) > max(RARE_LETTER_SHARE * letters, 1):
            return other
    return tag


def latin(tag: str) -> bool:
    """Whether a language is written in Latin letters, as far as is known here."""
    return (_script(base_language(tag)) or "en") == "en"


def letters_of(tag: str, text: str) -> int:
    """How many letters of a text are in the script that a language is written in."""
    if latin(tag):
        return len(_LATIN.findall(text))
    script = _script(base_language(tag)) or ""
    kana = len(_SCRIPTS["ja"].findall(text))
    return len(_SCRIPTS["zh" if script == "ja" else script].findall(text)) + (kana if script == "ja" else 0)


def _chinese(sample: str) -> str:
    hant = sum(c in _HANT for c in sample)
    hans = sum(c in _HANS for c in sample)
    return "zh-Hant" if hant > hans else "zh-Hans"


def common_words(tag: str, text: str) -> int:
    """How many of a text's words are among the commonest of a language in Latin letters; 0 of one not known here."""
    common = _COMMON_SETS.get(base_language(tag), frozenset())
    return sum(word in common for word in _WORD.findall(text.lower()))


def _latin(sample: str) -> str | None:
    words = Counter(_WORD.findall(sample.lower()))
    scores = {tag: sum(words[w] for w in common) for tag, common in _COMMON_SETS.items()}
    tag, best = max(scores.items(), key=lambda kv: kv[1])
    return tag if best else None


@functools.lru_cache(maxsize=256)
def _standard(tag: str) -> str:
    """``en`` for ``eng``, ``he`` for ``iw``, ``zh-Hant-TW`` for ``cmn_Hant_TW``; what is no BCP 47 tag is kept."""
    plain = tag.replace("_", "-")
    if plain in _COMMON or plain in _SCRIPTS or plain in ("zh-Hant", "zh-Hans"):
        return plain
    import langcodes

    try:
        return langcodes.standardize_tag(plain, macro=True)
    except ValueError:
        return plain


@overload
def base_language(tag: str) -> str: ...
@overload
def base_language(tag: None) -> None: ...
@overload
def base_language(tag: str | None) -> str | None: ...
def base_language(tag: str | None) -> str | None:
    """``zh`` for ``zh-Hant-TW``, ``en`` for ``eng_US``; nothing for nothing."""
    return _standard(tag).split("-")[0].lower() if tag else tag


def written_language(tag: str | None) -> str | None:
    """``zh-Hant`` or ``zh-Hans`` for Chinese, by the script or else the region it names; for all others the base."""
    base = base_language(tag)
    if base not in ("zh", "yue"):
        return base
    rest = _standard(tag or "").lower().split("-")[1:]
    hant = "hant" in rest or ("hans" not in rest and (base == "yue" or not {"tw", "hk", "mo"}.isdisjoint(rest)))
    return "zh-Hant" if hant else "zh-Hans"


def resolve_language(stated: str | None, text: str) -> str | None:
    """The language of a text whose language may be stated: the stated one, unless the text is in another script.

    Between Traditional and Simplified Chinese the text decides. Returns a BCP 47 tag, or None.
    """
    detected = detect_language(text)
    if stated is None or detected is None:
        return stated or detected
    one, other = base_language(stated), base_language(detected)
    if one == other:
        return detected if one == "zh" else stated
    script = _script(one)
    return detected if script and script != _script(other) else stated


def _script(tag: str | None) -> str | None:
    """The language that names the script a language is written in; None for languages with two and unknown ones."""
    if tag is None or tag == "sr":
        return None
    named = tag if tag in _SCRIPTS else "en" if tag in _COMMON else None
    return next((name for name, others in _NEIGHBOURS.items() if tag in others), named)


def same_language(one: str | None, other: str | None) -> bool:
    """Whether two tags name one language, scripts and regions aside; unknown ones do."""
    return one is None or other is None or base_language(one) == base_language(other)
