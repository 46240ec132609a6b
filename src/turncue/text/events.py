"""Notes of sounds inside a text: ``[Music]``, ``(laughs)``, ``（掌聲）``, ``♪ … ♪``.

They are audible but not speech: alignment leaves them out, outputs keep or drop them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from turncue.model import Event

__all__ = ["find_events", "mask_events"]

# A note is short. A bracket with whole sentences in it is speech in parentheses or an editor's insertion.
_SQUARE = re.compile(
    r"\[[^\[\]\n]{1,60}\]|【[^【】\n]{1,60}】|［[^［］\n]{1,60}］|<[a-z][a-z ]{2,20}>|♪+[^♪\n]{0,80}♪*"
)
_ROUND = re.compile(r"\([^()\n]{1,60}\)|（[^（）\n]{1,60}）")

# Round brackets hold asides as often as sounds; only words for sounds, or for what nobody could hear, count.
_SOUNDS = re.compile(
    "(?i)"
    + "|".join((
        r"laugh|chuckl|giggl|applau|clap|cheer|music|sigh|cough|sniff|gasp|groan|crosstalk|cross talk|inaudible|"
        r"unintelligible|indiscernible|beep|bleep|censored|silence|pause|noise|sings?\b|singing|crying|sobs|whistl|snap|"
        r"phone ring|off.?mic|untranslated|foreign|speaks",
        "gelächter|beifall|applaus|musik|lachen|lacht|unverständlich",  # de, also nl, da, id
        "rires?|musique|applaudissements|inintelligible|risas|se ríen?|aplausos|música|ininteligible|risos|risadas",
        "risate|applausi|musica|incomprensibile|gelach|muziek|onverstaanbaar|skratt|applåder|naurua|aplodeja",
        "śmiech|oklaski|muzyka|niezrozumiałe|smích|potlesk|hudba|nevetés|kahkaha|gülüyor|gülüşme|alkış|müzik",
        "cười|vỗ tay|tiếng nhạc|tertawa|tepuk tangan|γέλια|γελάει|χειροκρότημα|μουσική",
        "смех|смеётся|смеется|аплодисменты|музыка|неразборчиво|сміх|оплески|музика|нерозбірливо",
        "ضحك|تصفيق|موسيقى|خنده|تشویق|موسیقی|צחוק|צוחק|מחיאות כפיים|מוזיקה|מוסיקה|לא ברור",
        "हँसी|हंसी|हँसत|हंसत|तालियाँ|तालियां|संगीत|अस्पष्ट|சிரிப்பு|கைதட்டல்|இசை|হাসি|হাততালি|সঙ্গীত",
        "หัวเราะ|ปรบมือ|ดนตรี|เสียงเพลง|ฟังไม่ชัด",
        "掌[声聲]|鼓掌|笑|音[乐樂]|[听聽]不清|拍手|音楽|聞き取れ|歓声|歡呼|欢呼|沉默|沈黙|咳|박수|웃음|음악|환호",
    ))
)  # fmt: skip

# what broadcasters' transcripts note about tapes, of other languages, and of words spelt by ear
_BROADCAST = re.compile(
    r"(?i)\((?:(?:begin|end) (?:audio|video) ?(?:clip|tape)|commercial break|voice.?over|ph|sic|"
    r"through (?:an? |the )?(?:interpreter|translator)|(?:[\w.]+ )?speaking (?:in )?(?:a |another )?(?!of\b|here\b)\w+|"
    r"in (?:arabic|chinese|french|german|greek|hebrew|hindi|italian|japanese|korean|latin|mandarin|portuguese|russian|"
    r"spanish|ukrainian))\)"
)

# some recognisers put hesitations in brackets: "[uh]" is a spoken word
_FILLER = re.compile(r"(?i)(?:u+h+|u+m+|e+r*m*|h+m+|a+h+|o+h+|mm+|mhm+|uh-huh|mm-hmm|äh+m*|euh+|嗯+|呃+|えー*と*)[.,]?")


def find_events(text: str) -> tuple[Event, ...]:
    """The sound notes in a text, in order of place; none overlap."""
    if not any(c in text for c in "[【［(（♪<"):
        return ()
    events = [Event(m[0], m.start()) for m in _SQUARE.finditer(text) if not _FILLER.fullmatch(m[0][1:-1])]
    begins = [e.at for e in events]
    ends = [e.at + len(e.text) for e in events]
    for m in _ROUND.finditer(text):
        k = bisect_right(ends, m.start())  # the first square note that ends behind this bracket's beginning
        inside = k < len(begins) and begins[k] < m.end()
        if not inside and (_SOUNDS.search(m[0]) or _BROADCAST.fullmatch(m[0])):
            events.append(Event(m[0], m.start()))
    return tuple(sorted(events, key=lambda e: e.at))


def mask_events(text: str, events: tuple[Event, ...]) -> str:
    """The text with its events blanked out, every other character at its old offset."""
    for e in events:
        text = text[: e.at] + " " * len(e.text) + text[e.at + len(e.text) :]
    return text
