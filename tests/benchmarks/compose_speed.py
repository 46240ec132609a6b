"""How fast ``compose`` is: run this file; it prints processor seconds for 30,000 words of made-up talk per language.

The goal is under 1 s each. Not a test: times on a shared machine say little.
"""

from __future__ import annotations

import random
import re
import time

from turncue.compose import LayoutOptions, compose, count_violations, load_profile
from turncue.model import TimedTurn, TimedWord

WORDS = {
    "en": "the of and river stone house because they walked slowly through valley when nobody had seen it".split(),
    "zh-Hant": "我們 今天 河邊 石頭 慢慢 走過 因為 沒有 看見 以前 的 了 和 在 他們 那裡 山谷 聊天".split(),
    "ja": "川で 石を ゆっくり 歩いた あと 私たちは 谷の 家に 帰って 話を した ところ でした".split(),
    "th": "ริมน้ำ ก้อนหิน เดิน ช้าๆ เพราะ เรา เห็น บ้าน หุบเขา วันนี้".split(),
}
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[a-z]+", re.I)


def talk(language: str, size: int) -> list[TimedTurn]:
    """Turns of 5 to 200 words with sentences and commas, about ``size`` words in all."""
    rng = random.Random(7)
    dense = language != "en"
    turns: list[TimedTurn] = []
    now = count = 0
    while count < size:
        parts = []
        for _ in range(rng.randint(5, 200) // (2 if dense else 1) + 1):
            mark = rng.choice(["", "", "", "", "", ",", "."])
            if language in ("zh-Hant", "ja"):
                mark = {",": "，" if language != "ja" else "、", ".": "。", "": ""}[mark]
            parts.append(rng.choice(WORDS[language]) + mark)
        text = ("" if dense else " ").join(parts)
        words = []
        for m in TOKEN.finditer(text):
            now += rng.choice([0, 0, 0, 0, 0, 200, 900]) if rng.random() < 0.2 else 0
            words.append(TimedWord(m.start(), m.end(), now, now + (180 if dense else 330), "measured", 0.9))
            now = words[-1].end
        turns.append(TimedTurn(len(turns), "AB"[len(turns) % 2], text, tuple(words), 0.9, "aligned"))
        count += len(words)
    return turns


def main() -> None:
    for language in WORDS:
        turns = talk(language, 30_000)
        profile = load_profile("netflix", language)
        compose(turns[:2], LayoutOptions(profile, language=language))  # loads budoux
        begun = time.process_time()
        subtitles = compose(turns, LayoutOptions(profile, language=language))
        took = time.process_time() - begun
        figures = count_violations(subtitles, profile=profile, turns=turns, language=language)
        print(f"{language:8} {sum(len(t.words) for t in turns):6} words {took:5.2f} s  {figures}")


if __name__ == "__main__":
    main()
