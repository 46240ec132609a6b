"""Words that open a turn: the hesitations and answers people begin with, by language.

Recognisers keep them and editors cut them, so where captions have words between two turns that the transcript lacks,
such a word tells that the second speaker has begun. Evidence only, never a rule by itself.
"""

from __future__ import annotations

from turncue.text.tokens import tokenize

__all__ = ["STARTERS"]

_WORDS = """
yeah yes yep no nope well so okay ok right alright um uh er hm hmm oh ah mm mhm sure look now and but i you know mean
thanks thank great good hi hello absolutely exactly
sí no bueno pues eh claro vale entonces gracias mira hola oye
oui non bon ben eh euh alors donc merci voilà écoutez bonjour
ja nein also äh ähm gut na danke genau okay hallo naja
sì no allora beh ecco grazie certo
sim não bom então obrigado pois olha
да нет ну так вот э спасибо хорошо привет
نعم لا طيب يعني شكرا حسنا
"""
_DENSE = (
    "嗯 对 對 是 好 那 呃 啊 哦 噢 欸 谢 謝 不 然 所 我 "
    "はい ええ うん あの えっと そう いや じゃ 네 예 아 어 음 그 응 저"
)

STARTERS = frozenset(tokenize(_WORDS).keys) | frozenset(tokenize(w).keys[0] for w in _DENSE.split())
"""Keys of words that often open a turn; in scripts without spaces, their first character."""
