"""Every script is read as it is written: vowel signs, points, digits, full stops; and what language it is."""

from __future__ import annotations

import pytest

import turncue
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.prepare.token_columns import transcript_tokens
from turncue.text.language import detect_language
from turncue.text.sentences import sentences
from turncue.text.tokens import tokenize

# two people on apples, in the author's own words
TALKS = {
    "hi": [
        "आज हमारे साथ एक किसान हैं जो पहाड़ों में सेब उगाते हैं।",
        "आपने यह काम कब शुरू किया?",
        "मैंने १९९८ में अपने पिता के साथ शुरू किया था।",
        "और अब?",
    ],
    "bn": [
        "আজ আমাদের সঙ্গে একজন চাষি আছেন যিনি পাহাড়ে আপেল ফলান।",
        "আপনি কবে শুরু করেছিলেন?",
        "আমি বাবার সঙ্গে শুরু করেছিলাম।",
        "আর এখন?",
    ],
    "ta": [
        "இன்று நம்முடன் மலையில் ஆப்பிள் பயிரிடும் ஒரு விவசாயி இருக்கிறார்.",
        "எப்போது தொடங்கினீர்கள்?",
        "என் தந்தையுடன் தொடங்கினேன்.",
        "இப்போது?",
    ],
    "th": [
        "วันนี้เรามีชาวสวนที่ปลูกแอปเปิลบนภูเขามาคุยกับเรา",
        "คุณเริ่มทำงานนี้เมื่อไหร่คะ",
        "ผมเริ่มกับพ่อตอนที่ผมยังเด็กอยู่",
        "แล้วตอนนี้ล่ะ",
    ],
    "km": [
        "ថ្ងៃនេះយើងមានកសិករម្នាក់ដែលដាំផ្លែប៉ោមនៅលើភ្នំ។",
        "តើអ្នកចាប់ផ្តើមនៅពេលណា?",
        "ខ្ញុំចាប់ផ្តើមជាមួយឪពុករបស់ខ្ញុំ។",
        "ហើយឥឡូវ?",
    ],
    "my": [
        "ဒီနေ့ တောင်ပေါ်မှာ ပန်းသီးစိုက်တဲ့ လယ်သမားတစ်ယောက် ရှိပါတယ်။",
        "ဘယ်တုန်းက စခဲ့တာလဲ။",
        "ငယ်ငယ်ကတည်းက အဖေနဲ့အတူ စခဲ့တာပါ။",
        "အခု ဘယ်လိုလဲ။",
    ],
    "ar": [
        "معنا اليوم مزارع يزرع التفاح في الجبال.",
        "متى بدأت هذا العمل؟",
        "بدأت مع أبي عندما كنت صغيرا.",
        "والآن؟",
    ],
    "fa": [
        "امروز کشاورزی با ماست که در کوهستان سیب می‌کارد.",
        "کِی این کار را شروع کردید؟",
        "با پدرم شروع کردم، وقتی بچه بودم.",
        "و حالا چطور؟",
    ],
    "ur": [
        "آج ہمارے ساتھ ایک کسان ہیں جو پہاڑوں میں سیب اگاتے ہیں۔",
        "آپ نے یہ کام کب شروع کیا؟",
        "میں نے اپنے والد کے ساتھ شروع کیا تھا۔",
        "اور اب؟",
    ],
    "he": [
        "איתנו היום חקלאי שמגדל תפוחים בהרים.",
        "מתי התחלת בעבודה הזאת?",
        "התחלתי עם אבא שלי כשהייתי ילד.",
        "והיום?",
    ],
    "hy": [
        "Այսօր մեզ հետ է մի գյուղացի, որը լեռներում խնձոր է աճեցնում։",
        "Ե՞րբ եք սկսել։",
        "Ես սկսել եմ հորս հետ։",
        "Իսկ հիմա՞։",
    ],
    "ka": [
        "დღეს ჩვენთან არის გლეხი, რომელსაც მთაში ვაშლი მოჰყავს.",
        "როდის დაიწყეთ?",
        "მამაჩემთან ერთად დავიწყე.",
        "ახლა?",
    ],
    "uk": [
        "Сьогодні з нами фермер, який вирощує яблука в горах.",
        "Коли ви почали?",
        "Я почав разом із батьком ще дитиною.",
        "А зараз?",
    ],
    "fi": [
        "Vieraana on viljelijä, joka kasvattaa omenoita vuorilla.",
        "Milloin te aloititte?",
        "Aloitin isäni kanssa lapsena, mutta se oli pieni tila.",
        "Entä nyt?",
    ],
}


@pytest.mark.parametrize("tag", TALKS)
def test_a_talk_on_its_own_words_begins_where_its_cues_begin(tag: str) -> None:
    said = TALKS[tag]
    cues, at = [], 1000
    for sentence in said:
        cues.append(Cue(at, at + 70 * len(sentence), sentence))
        at = cues[-1].end + 400
    transcript = Transcript(tuple(Turn(("Asha", "Ravi")[k % 2], s) for k, s in enumerate(said)))
    result = turncue.align(transcript, Captions(tuple(cues)))
    assert [turn.start for turn in result.turns] == [cue.start for cue in cues]
    assert result.report.engine == "words"
    shown = "".join(line for subtitle in result.subtitles for line in subtitle.lines)
    assert "".join(shown.split()) == "".join("".join(said).split())


@pytest.mark.parametrize("tag", TALKS)
def test_the_script_tells_the_language(tag: str) -> None:
    assert detect_language(" ".join(TALKS[tag])) == tag


@pytest.mark.parametrize("tag", [t for t in TALKS if t != "th"])
def test_its_full_stops_end_sentences(tag: str) -> None:
    said = TALKS[tag]
    assert len(sentences(" ".join(said))) == len(said)
    side = transcript_tokens(Transcript((Turn(None, " ".join(said)),)))
    assert side.pause.tolist().count(2) == len(said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिंदी की किताबें", ["हिंदी", "की", "किताबें"]),
        ("தமிழ் மொழி", ["தமிழ்", "மொழி"]),
        ("বাংলা ভাষায়", ["বাংলা", "ভাষায়"]),
        ("క్షమించండి", ["క్షమించండి"]),
        ("क्‍ष", ["क्‍ष"]),  # with a zero width joiner
        ("שָׁלוֹם לָכֶם", ["שָׁלוֹם", "לָכֶם"]),
        ("السّلامُ عليكم", ["السّلامُ", "عليكم"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("မြန်မာ", ["မြ", "န်", "မာ"]),
        ("1️⃣ one", ["1", "one"]),  # a keycap is no letter's mark
    ],
)
def test_signs_stay_with_their_letters(text: str, words: list[str]) -> None:
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.begins, tokens.finishes, strict=True)] == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("שָׁלוֹם", "שלום"),
        ("السّلامُ", "السلام"),
        ("کتاب", "كتاب"),
        ("IŞIK", "ışık"),
        ("हैँ", "हैं"),
        ("लड़का", "लडका"),
        ("١٩٩٨", "1998"),
        ("१,२३,४५६", "123456"),
        ("12,34,567", "1234567"),
    ],
)
def test_what_writers_leave_out_makes_no_other_word(one: str, other: str) -> None:
    assert tokenize(one).keys == tokenize(other).keys


@pytest.mark.parametrize(("one", "other"), [("की", "का"), ("के", "को"), ("கல்", "கால்"), ("ที", "ทา")])
def test_vowel_signs_tell_words_apart(one: str, other: str) -> None:
    assert tokenize(one).keys != tokenize(other).keys
