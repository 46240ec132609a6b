"""Notes of sounds as the user chooses: in brackets of the language, or in another language's words.

The spoken words stay as they are, and keep their times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from turncue.errors import UsageError
from turncue.model import Event, TimedTurn, TimedWord
from turncue.text.language import base_language, written_language

__all__ = ["EVENT_LANGUAGES", "is_sound", "with_events", "without_note_times"]

_KINDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(f"(?i){pattern}")
    for kind, pattern in {
        "applause": r"applau|clap|beifall|aplausos|applaudi|palmas|аплодисмент|تصفيق|掌[声聲]|鼓掌|拍手|박수",
        "laughter": r"laugh|chuckl|giggl|gelächter|lach(?:t|en)|\brires?\b|\brit\b|risas?|risos?|risate|ride|смех|"
        r"смеёт|ضحك|笑|웃음",
        "music": r"music|musik|musique|música|musica|музыка|موسيقى|音[乐樂]|音楽|음악|^\W*♪",
        "cheering": r"cheer|jubel|acclam|ovaci|vítores|ovação|возглас|هتاف|歡呼|欢呼|歓声|환호",
        "singing": r"\bsing|gesang|singt|chante?|canta|поёт|пение|غناء|唱歌|歌唱|노래",
        "crying": r"\bcry|sob|weint|pleur|llora|chora|piange|плач|بكاء|哭|泣|울음",
        "coughing": r"cough|hust|tousse|\btos|tosse|кашел|سعال|咳|기침",
        "sigh": r"\bsigh|seufz|soupir|suspir|sospir|вздох|تنهد|嘆氣|叹气|ため息|한숨",
        "silence": r"silence|\bpause|stille|silencio|silêncio|silenzio|тишина|صمت|沉默|停頓|停顿|沈黙|침묵",
        "inaudible": r"inaudible|unintelligible|indiscernible|unverständlich|неразборч|غير مسموع|"
        r"[听聽]不清|聞き取れ|안 들림",
        "crosstalk": r"cross.?talk|overlapping|durcheinander|говорят одновременно|同時說話|同时说话|同時に話",
        "phone": r"phone ring|telefon|téléphone|teléfono|telefono|звонит|رنين|電話鈴|电话铃|電話が|전화벨",
    }.items()
}

_ORDER = "applause laughter music cheering singing crying coughing sigh silence inaudible crosstalk phone"


def _row(*words: str) -> Mapping[str, str]:
    return dict(zip(_ORDER.split(), words, strict=True))


_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": _row(
        "applause", "laughter", "music", "cheering", "singing", "crying", "coughing", "sighs", "silence", "inaudible",
        "crosstalk", "phone rings",
    ),
    "zh-Hant": _row(
        "掌聲", "笑聲", "音樂", "歡呼聲", "唱歌", "哭聲", "咳嗽", "嘆氣",
        "沉默", "聽不清", "同時說話", "電話鈴聲",
    ),
    "zh-Hans": _row(
        "掌声", "笑声", "音乐", "欢呼声", "唱歌", "哭声", "咳嗽", "叹气",
        "沉默", "听不清", "同时说话", "电话铃声",
    ),
    "ja": _row(
        "拍手", "笑い声", "音楽", "歓声", "歌声", "泣き声", "せき", "ため息",
        "沈黙", "聞き取れない", "同時に話す声", "電話の音",
    ),
    "ko": _row(
        "박수", "웃음", "음악", "환호", "노래", "울음", "기침", "한숨",
        "침묵", "안 들림", "동시에 말함", "전화벨",
    ),
    "es": _row(
        "aplausos", "risas", "música", "vítores", "canto", "llanto", "tos", "suspiro", "silencio", "inaudible",
        "hablan a la vez", "suena el teléfono",
    ),
    "fr": _row(
        "applaudissements", "rires", "musique", "acclamations", "chant", "pleurs", "toux", "soupir", "silence",
        "inaudible", "voix mêlées", "sonnerie de téléphone",
    ),
    "de": _row(
        "Applaus", "Lachen", "Musik", "Jubel", "Gesang", "Weinen", "Husten", "Seufzen", "Stille", "unverständlich",
        "durcheinander", "Telefon klingelt",
    ),
    "it": _row(
        "applausi", "risate", "musica", "acclamazioni", "canto", "pianto", "tosse", "sospiro", "silenzio",
        "non udibile", "voci sovrapposte", "squilla il telefono",
    ),
    "pt": _row(
        "aplausos", "risos", "música", "ovação", "canto", "choro", "tosse", "suspiro", "silêncio", "inaudível",
        "vozes sobrepostas", "telefone toca",
    ),
    "ru": _row(
        "аплодисменты", "смех", "музыка", "возгласы", "пение", "плач", "кашель", "вздох", "тишина", "неразборчиво",
        "говорят одновременно", "звонит телефон",
    ),
    "ar": _row(
        "تصفيق", "ضحك", "موسيقى", "هتاف", "غناء", "بكاء", "سعال", "تنهد", "صمت", "غير مسموع", "حديث متداخل",
        "رنين الهاتف",
    ),
}  # fmt: skip

EVENT_LANGUAGES = tuple(_NAMES)
"""The languages that notes of sound can be written in."""

_CLOCK, _BETWEEN = r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?(?!\d)", r"[\s@,;:|–—-]*"
_TIME = re.compile(rf"(?<=[\[(（【［<]){_CLOCK}{_BETWEEN}|{_BETWEEN}{_CLOCK}")  # beside the words of a note
_BRACKETS = "[](){}<>（）［］【】〔〕♪♫ "


def _key(language: str | None) -> str | None:
    """The row of the table for a BCP 47 tag."""
    written = written_language(language)
    return written if written in _NAMES else None


def _enclosed(text: str, language: str | None) -> str:
    return f"（{text}）" if base_language(language) in ("zh", "ja", "yue") else f"[{text}]"


def is_sound(text: str) -> bool:
    """Whether a note in brackets names one of the common sounds, in any language of the table."""
    return any(pattern.search(text) for pattern in _KINDS.values())


def _rendered(event: str, target: str | None, language: str | None) -> str:
    """The event in brackets of ``language``, in the words of row ``target`` where it is one of the common sounds."""
    plain = event.strip(_BRACKETS)
    kind = next((k for k, pattern in _KINDS.items() if pattern.search(event)), None)
    if target and kind:
        plain = _NAMES[target][kind]
    return _enclosed(plain, target or language) if plain else event


def with_events(turns: Iterable[TimedTurn], how: str, language: str | None = None) -> list[TimedTurn]:
    """The turns with their events rewritten; ``language`` is that of the turns.

    ``how``: ``bracketed`` puts each into the brackets of the language, ``[applause]`` or ``（掌聲）``; a language tag
    (one of ``EVENT_LANGUAGES``, or more exact) writes the common sounds in that language, others as they stand. Raises
    ``UsageError`` for anything else.
    """
    target = None
    if how != "bracketed":
        target = _key(how)
        if target is None:
            names = ", ".join(EVENT_LANGUAGES)
            raise UsageError(f"--events is {how!r}; it can be keep, drop, bracketed or a language: {names}.")
    return [_rewritten(t, lambda note: _rendered(note, target, language)) if t.events else t for t in turns]


def without_note_times(turns: Iterable[TimedTurn]) -> list[TimedTurn]:
    """The turns with notes as a viewer needs them: ``[inaudible 00:04:12]`` tells the typist where, nobody else."""
    return [_rewritten(t, _untimed) if any(_TIME.search(e.text) for e in t.events) else t for t in turns]


def _untimed(note: str) -> str:
    """The note without the time beside its words; a note that is nothing but a time stays."""
    plain = _TIME.sub("", note)
    return plain if any(map(str.isalpha, plain)) else note


def _rewritten(turn: TimedTurn, fresh_note: Callable[[str], str]) -> TimedTurn:
    text, last = "", 0
    begins: list[int] = []  # offsets in the old text from which what follows shifts, and by how much
    shifts: list[int] = []
    events: list[Event] = []
    spans: list[tuple[int, int, int, int]] = []
    for e in turn.events:
        fresh = fresh_note(e.text)
        text += turn.text[last : e.at]
        spans.append((e.at, e.at + len(e.text), len(text), len(text) + len(fresh)))
        events.append(Event(fresh, len(text)))
        text += fresh
        last = e.at + len(e.text)
        begins.append(last)
        shifts.append(len(text) - last)
    text += turn.text[last:]

    def shifted(at: int) -> int:
        k = bisect_right(begins, at) - 1
        return at + (shifts[k] if k >= 0 else 0)

    words: list[TimedWord] = []
    for w in turn.words:
        inside = next(((c, d) for a, b, c, d in spans if a <= w.begin < b), None)
        if inside is None:
            words.append(replace(w, begin=shifted(w.begin), finish=shifted(w.begin) + w.finish - w.begin))
        elif words and words[-1].begin == inside[0]:
            words[-1] = replace(words[-1], end=w.end)  # the event is one word now
        else:
            words.append(replace(w, begin=inside[0], finish=inside[1]))
    return replace(turn, text=text, events=tuple(events), words=tuple(words))
