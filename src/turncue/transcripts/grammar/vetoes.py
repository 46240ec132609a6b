"""What form cannot decide: words that stand where labels stand and name nobody. A closed list."""

from __future__ import annotations

import re

from turncue.transcripts.names import fold

__all__ = ["is_doubtful", "is_opener", "is_reply", "is_veto"]

_VETO = re.compile(
    r"(?:verse|chorus|bridge|intro|outro|pre-?chorus|refrain|hook|interlude|instrumental|strophe|refrão|estribillo|"
    r"couplet|refrain|主歌|副歌|間奏|间奏|サビ)(?:\s?\d{1,2}|\s?[a-c])?"
    r"|(?:day|part|chapter|scene|act|episode|section|slide|page|step|figure|table|question|item|week|lesson|session|"
    r"kapitel|teil|szene|akt|tag|seite|schritt|capítulo|parte|escena|acto|día|página|paso|chapitre|partie|scène|acte|"
    r"jour|étape|глава|часть|сцена|день|шаг|страница)\s(?:\d{1,3}|[ivxl]{1,5}|one|two|three|four|five|six)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章節节回話话集部課课天日步]"
    r"|(?:morning|noon|afternoon|evening|night|midnight|later|continued|the end|end|fin|cut to|fade (?:in|out)|"
    r"end of (?:transcript|recording|interview|audio|side \w)|beginning of (?:transcript|recording|interview)|"
    r"start of (?:transcript|recording|interview)|crosstalk|inaudible|unintelligible|indiscernible|silence|pause|break|"
    r"advert(?:isement)?|ad break|sponsor message|commercial|transcript|timestamps?|time|start|end|text|"
    r"(?:int|ext|int\./ext|i/e)\b\.?.*|http.*|note to \w+|todo|fixme|translator'?s? note|editor'?s? note|warning|tip|"
    r"key takeaways?|action items?|overview|recap|speaker|name|text|content|body|transcription)"
)
_DOUBTFUL = re.compile(
    r"(?:verse|chorus|music|applause|laughter|note|notes|tip|warning|definition|example|term|topic|idea|step|pros|cons|"
    r"summary|morning|afternoon|evening|night)(?:\s?\d{1,2})?"
)
_OPENERS = frozenset(
    "i we you he she it they this that these those there here so and but or if when while what why how who where which "
    "because as for in on at to of from with by my your our his her its their then now well yes no okay let is are was "
    "do does did can not just remember think imagine consider take it's i'm that's here's the a an ich wir und "
    "aber das "
    "es je nous et mais il elle ce yo nosotros y pero eu mas io ma я мы и но это он она der die ein eine el la "
    "un una le "
    "les der das los las".split()
)


_REPLIES = frozenset(
    "yes yeah yep yup yah no nope nah ok okay right sure great good got gotcha thank thanks hi hello hey bye goodbye "
    "well so oh ah uh um hm hmm mm mm-hmm mhm uh-huh really exactly absolutely correct perfect awesome wow sorry "
    "please alright all true indeed certainly cool fine nice yeah-yeah welcome "
    "ja jawohl nein doch genau gut danke bitte hallo also naja klar richtig stimmt okay sicher natürlich ach "
    "oui non si merci bonjour bonsoir voilà exactement absolument bien tout ouais allô salut "
    "sí gracias claro vale bueno hola exacto exactamente sim não obrigado obrigada certo grazie ciao esatto certo "
    "да нет спасибо хорошо конечно понятно ладно ну так здравствуйте правда точно ага угу "
    "نعم لا شكرا طيب تمام أهلا evet hayır tamam teşekkürler peki tabii हाँ हां नहीं जी धन्यवाद ठीक 네 아니요 예 그래요 "
    "はい いいえ ええ うん そうですね なるほど 是 是的 对 對 好 好的 嗯 不 没错 沒錯 谢谢 謝謝".split()
)
_REPLY_WORD = re.compile(r"[^\s,.!?;:，。！？、；：…—–]+")


def is_reply(text: str) -> bool:
    """Whether a text begins as a short answer or a greeting does (yes, thank you, 好的), which a paragraph may be."""
    match = _REPLY_WORD.search(fold(text))
    return match is not None and (match[0] in _REPLIES or match[0].strip("-") in _REPLIES)


def is_veto(name: str) -> bool:
    """Whether this is a part of a song, a scene, a day part, a page, and so no person."""
    return _VETO.fullmatch(fold(name).strip(" .:-–—*_[]()#")) is not None


def is_doubtful(name: str) -> bool:
    """Whether a word that the form makes a speaker is more often something else."""
    return _DOUBTFUL.fullmatch(fold(name)) is not None or is_veto(name)


def is_opener(word: str) -> bool:
    """Whether a word begins sentences and hardly ever names of several words."""
    return fold(word) in _OPENERS
