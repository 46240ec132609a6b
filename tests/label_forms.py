"""Documents in random label grammars, with the turns they hold: for the tests and benchmarks of the induced reader.

A grammar is put together from parts (list mark, what opens and closes, time, note, delimiter, own line). Sentences and
names are written here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["LANGUAGES", "Form", "document", "random_form", "random_turns", "verdict"]

Talk = list[tuple[str, list[str]]]

LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Nora Field", "Tomas Reed", "Ines Okafor", "Will Brandt", "Dr. Ada Moss", "Jean de Witt", "O'Hara",
        "J. R. Pike"),
        (
            "Good morning, and welcome to the harbour programme.", "Thank you.", "Yes.", "Really?", "Right, right.",
            "We counted the boats: twelve came in, nine went out.", "No. Not before Monday.", "I see.",
            "At 4:30 the tide turns, and then we all go home.", "Well - that is a long story.", "Mm-hmm.",
            "The wind came from the north, [inaudible] and the nets were torn.", "(laughs) You would say that.",
            "It cost 3.5 million, or about 12 a head.", "So what did the council say to the fishermen about that?",
            "They said: wait. And we waited for three winters, until the roof of the old hall fell in and nobody "
            "asked.",
            "Nora told me once that a storm never asks for your papers.", "Exactly.", "Okay, but why?",
            "First, the engine. Second, the ropes. Third, and this is the part I like, the paint.", "Of course.",
            "You can read it at https://example.org/harbour if you like.", "Let me put it this way.", "Hello",
            "“Never sell the boat,” my father used to say — and he was right.", "Goodbye.", "1984. That was the year.",
        ),
    ),
    "fr": (
        ("Léa Fontaine", "Marc Dubreuil", "Élodie Caron", "Yann Le Goff", "Mme Périer", "Hugo"),
        (
            "Bonjour et bienvenue au jardin.", "Merci.", "Oui.", "Ah bon ?", "D’accord.", "Non, pas avant lundi.",
            "Il y a trois choses : la terre, l’eau et la patience.", "Je ne sais pas.", "Bien sûr.",
            "La pluie est venue à 6:15 et tout le monde est rentré.", "On a planté des haricots près du mur.",
            "« Jamais deux sans trois », disait ma grand-mère.", "Et pourquoi donc ?", "C’est une longue histoire…",
            "Le maire a promis un puits, puis un autre, puis plus rien pendant sept ans.", "Exactement.",
        ),
    ),
    "zh": (
        ("林又青", "王海生", "陳小梅", "张伟", "主持人", "嘉賓", "李思远", "欧阳兰"),
        (
            "大家好，歡迎來到港邊。", "謝謝。", "對。", "真的嗎？", "是的，沒錯。",
            "我們去年種了三百棵樹：一百棵活了下來。",
            "那時候風很大，船都不敢出海。", "為什麼呢？", "嗯。", "他說：等一等。我們就等了三年。", "不是。",
            "好的，那我們開始吧。",
            "燈塔在 1984 年就關了，現在只剩下一面牆。", "第一，要看天氣；第二，要看潮水；第三，要看運氣。",
            "（笑）你說呢？", "當然。",
        ),
    ),
    "ru": (
        ("Иван Котов", "Мария Лебедева", "Пётр Сомов", "Ведущий", "Анна", "Гость"),
        (
            "Добрый день, мы у маяка.", "Спасибо.", "Да.", "Правда?", "Нет, не раньше понедельника.", "Конечно.",
            "Тогда было три лодки: две ушли, одна осталась.", "Почему?", "Ну хорошо.",
            "Ветер дул с севера, и сети порвались.",
            "Мой отец говорил: море не спрашивает.", "Именно так.", "В 4:30 начинается отлив, и все идут домой.",
            "Мы ждали три зимы, пока не рухнула крыша старого склада.", "Это долгая история…", "До свидания.",
        ),
    ),
    "ar": (
        ("سامي حداد", "ليلى منصور", "المذيع", "الضيف", "نور", "كريم عوض"),
        (
            "صباح الخير وأهلا بكم في الميناء.", "شكرا.", "نعم.", "حقا؟", "لا، ليس قبل الاثنين.", "طبعا.",
            "كانت هناك ثلاث سفن: اثنتان خرجتا وبقيت واحدة.", "لماذا؟", "الريح جاءت من الشمال والشباك تمزقت.",
            "كان أبي يقول إن البحر لا يسأل أحدا.", "تماما.", "هذه قصة طويلة…", "انتظرنا ثلاثة فصول شتاء.",
            "مع السلامة.",
        ),
    ),
    "ja": (
        ("佐藤健", "田中美咲", "司会", "山本さん", "鈴木", "ゲスト"),
        (
            "おはようございます、港からお届けします。", "ありがとうございます。", "はい。", "本当ですか？",
            "いいえ、月曜までは無理です。", "そうですね。",
            "船は三隻ありました：二隻は出て、一隻は残りました。", "どうしてですか？",
            "風が北から吹いて、網が破れました。", "父は「海は何も聞かない」と言っていました。",
            "なるほど。", "長い話です…", "三回の冬を待ちました。", "もちろん。",
        ),
    ),
}  # fmt: skip

_CLAUSES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {  # who, does what, to what
    "en": (
        ("The old captain", "My sister", "Nobody here", "The council", "A heron", "Every child in town"),
        ("has painted", "wanted to sell", "never saw", "will repair", "kept asking about", "forgot"),
        ("the blue boat", "the wall by the pier", "that letter", "a garden for bees", "the last ferry", "our bridge"),
    ),
    "fr": (
        ("Le vieux capitaine", "Ma sœur", "Personne", "La mairie", "Un héron", "Chaque enfant"),
        ("a repeint", "voulait vendre", "n’a jamais vu", "va réparer", "cherchait", "a oublié"),
        ("le bateau bleu", "le mur du quai", "cette lettre", "un jardin d’abeilles", "le dernier bac", "notre pont"),
    ),
    "zh": (
        ("老船長", "我的姐姐", "這裡的人", "鎮上的議會", "一隻白鷺", "每個孩子"),
        ("重新漆了", "想要賣掉", "從來沒見過", "打算修好", "一直在找", "忘記了"),
        ("那艘藍色的船", "碼頭旁的牆", "那封信", "養蜂的花園", "最後一班渡輪", "我們的橋"),
    ),
    "ru": (
        ("Старый капитан", "Моя сестра", "Никто здесь", "Городской совет", "Серая цапля", "Каждый ребёнок"),
        ("покрасил", "хотел продать", "не видел", "починит", "всё искал", "забыл"),
        ("синюю лодку", "стену у причала", "то письмо", "сад для пчёл", "последний паром", "наш мост"),
    ),
    "ar": (
        ("القبطان العجوز", "أختي", "لا أحد هنا", "المجلس", "طائر أبيض", "كل طفل"),
        ("رأى", "أراد أن يبيع", "نسي", "سوف يصلح", "بحث عن", "رسم"),
        ("القارب الأزرق", "جدار الرصيف", "تلك الرسالة", "حديقة النحل", "آخر عبارة", "جسرنا"),
    ),
    "ja": (
        ("老船長は", "姉は", "ここの人は", "町の議会は", "白い鷺は", "子供たちは"),
        ("青い船を", "桟橋の壁を", "あの手紙を", "蜂の庭を", "最後の渡し船を", "私たちの橋を"),
        (
            "塗り直しました",
            "売りたがっていました",
            "見たことがありません",
            "直すつもりです",
            "探していました",
            "忘れました",
        ),
    ),
}

_DISPLAY = (
    "Speaker 1", "Speaker 2", "Speaker 3", "SPEAKER_00", "SPEAKER_01", "A", "B", "Q", "guest_1234", "nora.field",
    "iPhone",
    "Conference Room 4B", "+1 555-0100", "Nora F.", "Host", "Interviewer", "MOD", "Unknown Speaker",
    "Will | Harbour", "Call-in User_1", "ines",
)  # fmt: skip
_PAIRS = (
    ("", ""), ("", ""), ("", ""), ("**", "**"), ("**", "**"), ("*", "*"), ("__", "__"), ("[", "]"), ("(", ")"),
    ("<", ">"),
    ("【", "】"), ("**[", "]**"), ("{", "}"), ("`", "`"), ("«", "»"), ("_", "_"), ("[**", "**]"), ("~", "~"),
    ("### ", ""),
    ("@", ""), (">> ", ""), ("「", "」"),
)  # fmt: skip
_DELIMITERS = (
    ":", ":", ":", "：", " :", " - ", " – ", " — ", " |", "\t", " →", " ->", " >", " »", " ~", " ::", " =", " /",
    "—", ":\t", "",
)  # fmt: skip
_CLOCKS = (
    "m:ss", "h:mm:ss", "hh:mm:ss", "hh:mm:ss.mmm", "hh:mm:ss,mmm", "range", "frames", "units", "mm:ss", "short units",
)  # fmt: skip
_WRAPS = (("[", "]"), ("(", ")"), ("", ""), ("", ""), ("_", "_"), ("<", ">"), ("【", "】"), ("`", "`"))
_PLACES = ("", "", "", "above", "before", "after", "inside", "behind", "below")


@dataclass(frozen=True)
class Form:
    """One way to write labels."""

    bullet: str = ""
    opening: str = ""
    closing: str = ""
    delimiter: str = ":"
    outside: bool = True  # the delimiter stands outside the closing mark
    own: bool = False
    place: str = ""
    clock: str = "m:ss"
    wrap: tuple[str, str] = ("[", "]")
    gap: str = "\n\n"
    roles: bool = False
    shouted: bool = False
    end: str = ""
    odd: str = ""  # one label that deviates: note, slip, bare
    around: tuple[str, ...] = field(default=())


def random_form(rng: random.Random) -> Form:
    """A form in which labels can be told from text: something marks them."""
    while True:
        opening, closing = rng.choice(_PAIRS)
        own = rng.random() < 0.3 or opening == "### "
        delimiter = rng.choice(_DELIMITERS) if not own else rng.choice(("", "", ":", " -", "：", "—"))
        place = rng.choice(_PLACES)
        if not own and not delimiter and not closing:
            continue
        if own and opening in ("", "@", "«") and not delimiter and rng.random() < 0.5 and not place:
            continue
        if place == "inside" and (not closing or closing[0] not in "])】>*_"):
            place = ""
        if place == "below" and not own:
            place = ""
        if place == "before" and opening == "### ":
            place = "after"
        wrap = rng.choice(_WRAPS)
        if wrap == ("_", "_") and opening[:1] in ("_", "*") and place in ("inside",):
            wrap = ("", "")
        clock = rng.choice(_CLOCKS)
        short = clock in ("m:ss", "mm:ss", "units", "short units")
        if place in ("after", "behind") and not own and wrap == ("", "") and short:
            wrap = ("(", ")")
        blank = rng.random() < 0.65 or opening in ("### ", "@") or (own and not closing and not delimiter)
        return Form(
            rng.choice(("",) * 8 + ("- ", "* ", "1. ", "• ")) if not own else "",
            opening,
            closing,
            delimiter,
            rng.random() < 0.6,
            own,
            place,
            clock,
            wrap,
            "\n\n" if blank else "\n",
            rng.random() < 0.08,
            rng.random() < 0.12,
            "",
            rng.choice(("",) * 7 + ("note", "slip", "bare")),
            tuple(x for x in ("title", "comment", "head", "foot", "intro") if rng.random() < 0.1),
        )


def random_turns(rng: random.Random, count: int) -> Talk:
    """Turns of a talk in one language; names never name the same person twice in a row by chance alone."""
    language = rng.choice(list(LANGUAGES))
    names, sentences = LANGUAGES[language]
    pool = list(names) if rng.random() < 0.75 else list(_DISPLAY)
    people = rng.sample(pool, min(len(pool), rng.choice((2, 2, 2, 3, 3, 4, 5))))
    talk: Talk = []
    used: set[str] = set()
    for k in range(count):
        others = [p for p in people if not talk or p != talk[-1][0]]
        name = people[k % 2] if k < 2 or rng.random() < 0.5 else rng.choice(others)
        joint = "" if language in ("zh", "ja") else " "
        size = rng.choice((1, 1, 1, 2, 3))
        parts = [joint.join(_sentences(rng, language, sentences, used)) for _ in range(size if size < 3 else 2)]
        talk.append((name, parts))
    return talk


def _sentences(rng: random.Random, language: str, pool: Sequence[str], used: set[str]) -> list[str]:
    """One to three sentences; long ones do not come twice in a talk."""
    made = []
    for sentence in rng.sample(pool, rng.choice((1, 1, 2, 3))):
        if len(sentence) > 14 and (sentence in used or rng.random() < 0.4):
            stop = "。" if language in ("zh", "ja") else "."
            joint = "" if language in ("zh", "ja") else " "
            sentence = joint.join(rng.choice(part) for part in _CLAUSES[language]) + stop
        used.add(sentence)
        made.append(sentence)
    return made


def _clock(form: Form, seconds: float) -> str:
    s = int(seconds)
    millis = int(seconds * 1000) % 1000
    hms = f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}"
    made = {
        "m:ss": f"{s // 60}:{s % 60:02}",
        "mm:ss": f"{s // 60:02}:{s % 60:02}",
        "h:mm:ss": f"{s // 3600}:{s // 60 % 60:02}:{s % 60:02}",
        "hh:mm:ss": hms,
        "hh:mm:ss.mmm": f"{hms}.{millis:03}",
        "hh:mm:ss,mmm": f"{hms},{millis:03}",
        "range": f"{hms} - {(s + 3) // 3600:02}:{(s + 3) // 60 % 60:02}:{(s + 3) % 60:02}",
        "frames": f"{hms}:{int(seconds % 1 * 25):02}",
        "units": f"{s // 60} minutes {s % 60} seconds",
        "short units": f"{s // 60}m {s % 60}s",
    }[form.clock]
    return f"{form.wrap[0]}{made}{form.wrap[1]}"


def _label(form: Form, name: str, time: str) -> str:
    """A label in a form, without what follows."""
    inner = f"{name}, {time}" if form.place == "inside" else name
    after = f" {time}" if form.place == "after" else ""
    before = f"{time} " if form.place == "before" else ""
    if form.closing and not form.outside and form.delimiter.strip() in (":", "：", "::"):
        body = f"{form.opening}{inner}{form.delimiter}{form.closing}{after}"
    else:
        body = f"{form.opening}{inner}{form.closing}{after}{form.delimiter}"
    return f"{form.bullet}{before}{body}"


_ROLES = ("HOST", "GARDEN FINANCE", "CEO", "Guest")


def document(form: Form, talk: Talk, rng: random.Random) -> tuple[str, Talk]:
    """A talk written in a form, and the turns that must come out."""
    form = form if form.gap == "\n\n" or all(len(p) == 1 for _, p in talk) else _with_gap(form)
    if "|" in form.delimiter:
        talk = [(n.replace(" | ", " "), p) for n, p in talk]
    people = list(dict.fromkeys(n for n, _ in talk))
    shown = {n: n.upper() if form.shouted and "(" not in n else n for n in people}
    role = {n: _ROLES[k % len(_ROLES)] for k, n in enumerate(people)} if form.roles else {}
    counts = [n for n, _ in talk]
    often = {n for n in people if counts.count(n) > 2 and len(n) > 5 and "(" not in n}
    odd = next((k for k in range(len(talk) - 2, 1, -1) if talk[k][0] in often), -1)
    clock, pieces, truth = rng.uniform(0, 30), [], []
    for k, (name, parts) in enumerate(talk):
        label = shown[name]
        if name in role:
            label = f"{label} ({role[name]})"
        written = form
        if k == odd and form.odd == "note":
            label = f"{label} (laughing)"
        elif k == odd and form.odd == "slip" and " " in name and name.isascii() and not any(c.isdigit() for c in name):
            pair = label[-3:-1]
            label = f"{label[:-3]}{pair[::-1]}{label[-1]}" if pair.isalpha() else label
        pieces.append(_turn(written, label, parts, clock))
        truth.append((shown[name], parts))
        clock += rng.uniform(2, 15)
    body = form.gap.join(pieces)
    return _around(form, body, rng), truth


def _with_gap(form: Form) -> Form:
    from dataclasses import replace

    return replace(form, gap="\n\n")


def _turn(form: Form, label: str, parts: Sequence[str], clock: float) -> str:
    time = _clock(form, clock)
    text = "\n\n".join(parts)
    head = _label(form, label, time)
    if form.place == "behind" and not form.own:
        head += f" {time}"
    if form.own:
        between = f"\n{time}" if form.place == "below" else ""
        lines = f"{head}{between}\n{text}"
    elif form.delimiter.endswith(("\t", "—")) and head.endswith(("\t", "—")):
        lines = f"{head}{text}"
    else:
        lines = f"{head.rstrip(' ')} {text}"
    return f"{time}\n{lines}" if form.place == "above" else lines


def _around(form: Form, body: str, rng: random.Random) -> str:
    if "intro" in form.around and form.gap == "\n\n":
        body = "This transcript was made by hand and may hold mistakes.\n\n---\n\n" + body
    if "title" in form.around:
        body = "# A talk at the harbour\n\n" + body
    if "comment" in form.around:
        body = "<!-- checked -->\n\n" + body
    if "foot" in form.around:
        body += "\n\n---\n\nTranscribed by hand. https://example.org"
    return body + "\n"


def _norm(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def verdict(turns: Sequence[tuple[str | None, str]], truth: Talk) -> str:
    """ "" when speakers and words are right, else what differs first."""
    merged: list[tuple[str, str]] = [(n, " ".join(p)) for n, p in truth]
    if len(turns) != len(merged):
        return f"{len(turns)} turns, not {len(merged)}"
    for k, ((name, text), (wanted, words)) in enumerate(zip(turns, merged, strict=True)):
        if _norm(text).replace(" ", "") != _norm(words).replace(" ", ""):
            return f"turn {k}: {text[:60]!r}, not {words[:60]!r}"
        if name is None or _norm(name) != _norm(wanted):
            return f"turn {k}: {name!r}, not {wanted!r}"
    return ""
