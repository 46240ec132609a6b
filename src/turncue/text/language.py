"""Which language and script a text is in, by counting.

The script settles most cases; among languages in Latin letters, and between the two Chinese scripts, the commonest
words and characters do. Good enough to choose rules and to name a file; an option overrides it everywhere.
"""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["base_language", "detect_language", "same_language", "settle_language"]

_SAMPLE = 20_000  # characters looked at
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
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
    "vi": "là và của có không cho một những được trong người này với các như đã khi tôi anh thì",
}
_COMMON_SETS = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}

# Frequent characters that only one of the two scripts has.
_HANT = frozenset("們這個來說對時會為沒過還後麼業數據經現實開關問題與點應該讓從動頭見長發學國話種樣變")
_HANS = frozenset("们这个来说对时会为没过还后么业数据经现实开关问题与点应该让从动头见长发学国话种样变") - _HANT
_HANT = _HANT - frozenset("们这个来说对时会为没过还后么业数据经现实开关问题与点应该让从动头见长发学国话种样变")


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of a text (``en``, ``zh-Hant``, ``ja`` …), None when nothing speaks for any."""
    sample = text[:_SAMPLE]
    if len(text) > 2 * _SAMPLE:  # the head of a document may be in another language than its body
        middle = len(text) // 2
        sample += text[middle : middle + _SAMPLE]
    counts = {tag: len(pattern.findall(sample)) for tag, pattern in _SCRIPTS}
    latin = len(_LATIN.findall(sample))
    if counts["ja"] > 0.05 * (counts["ja"] + counts["zh"]) and counts["ja"] > 3:
        counts["ja"] += counts.pop("zh")
    tag, most = max(counts.items(), key=lambda kv: kv[1])
    # a Han character or a syllable says about as much as three letters
    weight = 3 if tag in ("zh", "ja", "ko") else 1
    if most and most * weight >= 0.5 * latin:
        return _chinese(sample) if tag == "zh" else tag
    return _latin(sample) if latin else None


def _chinese(sample: str) -> str:
    hant = sum(c in _HANT for c in sample)
    hans = sum(c in _HANS for c in sample)
    return "zh-Hant" if hant > hans else "zh-Hans"


def _latin(sample: str) -> str | None:
    words = Counter(_WORD.findall(sample.lower()))
    scores = {tag: sum(words[w] for w in common) for tag, common in _COMMON_SETS.items()}
    tag, best = max(scores.items(), key=lambda kv: kv[1])
    return tag if best else None


def base_language(tag: str | None) -> str | None:
    """``zh`` for ``zh-Hant-TW``."""
    return tag.replace("_", "-").split("-")[0].lower() if tag else None


def settle_language(stated: str | None, text: str) -> str | None:
    """The language of a text of which something may be stated: what is stated, unless the script speaks against it.

    Between the Chinese scripts the text decides.
    """
    found = detect_language(text)
    if stated is None or found is None:
        return stated or found
    one, other = base_language(stated), base_language(found)
    if one == other:
        return found if one == "zh" else stated
    own_script = {tag for tag, _ in _SCRIPTS}
    return found if one in own_script or other in own_script else stated


def same_language(one: str | None, other: str | None) -> bool:
    """Whether two tags name one language, scripts and regions aside; unknown ones do."""
    return one is None or other is None or base_language(one) == base_language(other)
