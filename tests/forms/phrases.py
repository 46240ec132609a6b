"""Sentences and names in five languages, for the random documents."""

from __future__ import annotations

import random

NAMES: dict[str, tuple[str, ...]] = {
    "en": (
        "Nell Ashby",
        "Omar Quist",
        "Priya Vance",
        "Rufus Tolland",
        "Maeve Lister",
        "Ike Bramwell",
        "Tess O'Hara",
        "Jude St. Clair",
    ),
    "de": (
        "Lena Vogt",
        "Emil Sander",
        "Jürgen Roß",
        "Petra von Thun",
        "Murat Demir",
        "Anke Holz-Reimer",
        "Bärbel Kuhn",
    ),
    "ru": ("Олег Титов", "Вера Лунина", "Пётр Дымов", "Соня Ёлкина", "Глеб Хан", "Марфа Седова"),
    "zh": ("周立", "韩梅", "欧阳雪", "杜建国", "马晓燕", "高远"),
    "ar": ("نادر سليم", "هدى كرم", "يوسف الخطيب", "ريم عباس", "فادي نصر", "سلمى داود"),
}
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        (
            "The baker",
            "My neighbour",
            "Our youngest goat",
            "That old clock",
            "The whole street",
            "A stranger",
            "The ferry",
            "Nobody here",
        ),
        ("carried", "lost", "painted", "forgot", "mended", "sold", "wanted", "counted"),
        (
            "three blue chairs",
            "the spare key",
            "a sack of onions",
            "the church bell",
            "every lantern",
            "two letters",
            "the garden gate",
            "a box of maps",
        ),
        (
            "before breakfast",
            "in the rain",
            "without a word",
            "for the third time",
            "near the harbour",
            "on market day",
            "by mistake",
            "last winter",
        ),
    ),
    "de": (
        (
            "Der Bäcker",
            "Meine Nachbarin",
            "Unsere Ziege",
            "Die alte Uhr",
            "Das halbe Dorf",
            "Ein Fremder",
            "Die Fähre",
            "Niemand",
        ),
        ("brachte", "verlor", "suchte", "vergaß", "holte", "verkaufte", "wollte", "zählte"),
        (
            "drei blaue Stühle",
            "den Schlüssel",
            "einen Sack Zwiebeln",
            "die Glocke",
            "jede Laterne",
            "zwei Briefe",
            "das Gartentor",
            "eine Kiste Karten",
        ),
        (
            "vor dem Frühstück",
            "im Regen",
            "ohne ein Wort",
            "zum dritten Mal",
            "am Hafen",
            "am Markttag",
            "aus Versehen",
            "im letzten Winter",
        ),
    ),
    "ru": (
        ("Пекарь", "Мой сосед", "Наш козёл", "Старый сторож", "Целый двор", "Чужой человек", "Паром", "Никто"),
        ("принёс", "потерял", "покрасил", "забыл", "починил", "продал", "искал", "считал"),
        (
            "три синих стула",
            "запасной ключ",
            "мешок лука",
            "большой колокол",
            "каждый фонарь",
            "два письма",
            "старую калитку",
            "ящик карт",
        ),
        (
            "до завтрака",
            "под дождём",
            "без слов",
            "в третий раз",
            "у пристани",
            "в базарный день",
            "по ошибке",
            "прошлой зимой",
        ),
    ),
    "zh": (
        ("面包师", "我的邻居", "我们的小羊", "那个老钟匠", "整条街的人", "一个陌生人", "渡船的船长", "这里没有人"),
        ("带来了", "弄丢了", "画过", "忘记了", "修好了", "卖掉了", "想要", "数过"),
        ("三把蓝椅子", "那把备用钥匙", "一袋洋葱", "教堂的大钟", "每一盏灯笼", "两封旧信", "花园的木门", "一箱地图"),
        (
            "就在早饭之前",
            "在大雨里",
            "一句话也没说",
            "已经是第三次",
            "在码头附近",
            "赶集的那天",
            "完全是误会",
            "去年冬天",
        ),
    ),
    "ar": (
        ("الخباز", "جاري القديم", "ابن عمي", "حارس المنارة", "صاحب المقهى", "رجل غريب", "قبطان العبارة", "معلم القرية"),
        ("حمل", "أضاع", "رسم", "نسي", "أصلح", "باع", "طلب", "عد"),
        (
            "ثلاثة كراس زرقاء",
            "المفتاح الاحتياطي",
            "كيسا من البصل",
            "جرس المدرسة",
            "كل فانوس",
            "رسالتين قديمتين",
            "باب الحديقة",
            "صندوق الخرائط",
        ),
        (
            "قبل الفطور",
            "تحت المطر",
            "دون كلمة واحدة",
            "للمرة الثالثة",
            "قرب الميناء",
            "يوم السوق",
            "عن طريق الخطأ",
            "في الشتاء الماضي",
        ),
    ),
}
SHORT: dict[str, tuple[str, ...]] = {
    "en": ("Really?", "Of course.", "I see.", "No, never."),
    "de": ("Wirklich?", "Natürlich.", "Ach so.", "Nein, nie."),
    "ru": ("Правда?", "Конечно.", "Понятно.", "Нет, никогда."),
    "zh": ("真的吗？", "当然。", "原来如此。", "不，从来没有。"),
    "ar": ("حقا؟", "بالطبع.", "فهمت.", "لا، أبدا."),
}
NOTES: dict[str, tuple[str, ...]] = {
    "en": ("laughing", "off mic"),
    "de": ("lacht", "leise"),
    "ru": ("смеётся", "тихо"),
    "zh": ("笑", "低声"),
    "ar": ("يضحك", "بصوت منخفض"),
}
EVENTS: dict[str, str] = {"en": "Applause", "de": "Applaus", "ru": "Аплодисменты", "zh": "掌声", "ar": "تصفيق"}
TITLES: dict[str, str] = {
    "en": "An evening at the harbour",
    "de": "Ein Abend am Hafen",
    "ru": "Вечер у пристани",
    "zh": "港口的夜晚",
    "ar": "أمسية في الميناء",
}


def sentence(language: str, rng: random.Random) -> str:
    """One sentence of four parts, or two of them joined."""
    parts = [rng.choice(part) for part in PARTS[language]]
    if language == "zh":
        return f"{parts[3]}，{parts[0]}{parts[1]}{parts[2]}。"
    text = " ".join(parts)
    return text + rng.choice((".", ".", ".", "!", "?" if language != "ar" else "؟"))


def speech(language: str, rng: random.Random) -> str:
    """What one turn says: a short answer or one to three sentences."""
    if rng.random() < 0.1:
        return rng.choice(SHORT[language])
    return ("" if language == "zh" else " ").join(sentence(language, rng) for _ in range(rng.choice((1, 1, 2, 3))))
