# ruff: noqa: E501, E731
# fmt: off
"""One label in a document that is unlike the others, and speech that looks like a label."""

from __future__ import annotations

from forms.judge import Case, body, make
from forms.talks import DE, DUNCAN, EN, FR, IVY, LEAH, RU, ZH_HANS, Line

KIND = "deviation"
AT = 5
ODD = EN[AT]


def _once(label: str, form=lambda x: f"{x.name}: {x.words}", talk: tuple[Line, ...] = EN, at: int = AT, between: str = "\n\n") -> str:
    """The talk in one form, but turn `at` begins with `label`."""
    return between.join(f"{label}{x.words}" if n == at else form(x) for n, x in enumerate(talk)) + "\n"


def _named(name: str, talk: tuple[Line, ...] = EN, at: int = AT) -> tuple[tuple[str, str], ...]:
    return tuple((name if n == at else x.name, x.words) for n, x in enumerate(talk))


BOLD = lambda x: f"**{x.name}:** {x.words}"


def notes() -> list[Case]:
    labels = {
        "laughing": "Duncan Pryce (laughing): ",
        "continued": "Duncan Pryce [cont'd]: ",
        "voice-over": "DUNCAN PRYCE (V.O.): ",
        "by phone": "Duncan Pryce (by phone): ",
        "off microphone": "Duncan Pryce [off-mic]: ",
        "role after a comma": "Duncan Pryce, county engineer: ",
        "question mark": "Duncan Pryce (?): ",
        "event behind the colon": "Duncan Pryce: (laughs) ",
        "event behind in square brackets": "Duncan Pryce: [laughter] ",
        "italic event": "Duncan Pryce: *laughing* ",
        "time in one label": "Duncan Pryce [00:00:23]: ",
        "time behind one colon": "Duncan Pryce: [00:23] ",
        "capitals": "DUNCAN PRYCE: ",
        "small letters": "duncan pryce: ",
        "title before": "Dr. Duncan Pryce: ",
        "first name": "Duncan: ",
        "surname": "Pryce: ",
        "mister": "Mr Pryce: ",
        "initials": "DP: ",
        "initial and surname": "D. Pryce: ",
        "typo": "Duncan Pyrce: ",
        "typo in the first letter": "Suncan Pryce: ",
        "letter missing": "Ducan Pryce: ",
        "colon missing": "Duncan Pryce ",
        "semicolon": "Duncan Pryce; ",
        "full stop": "Duncan Pryce. ",
        "dash": "Duncan Pryce - ",
        "no space": "Duncan Pryce:",
        "wide colon": "Duncan Pryce： ",
        "space before the colon": "Duncan Pryce : ",
        "bullet": "- Duncan Pryce: ",
        "bold": "**Duncan Pryce:** ",
        "arrow": ">> Duncan Pryce: ",
        "words on the next line": "Duncan Pryce:\n",
        "words after a blank line": "Duncan Pryce:\n\n",
        "number": "6. Duncan Pryce: ",
        "two spaces inside": "Duncan  Pryce: ",
        "indent": "    Duncan Pryce: ",
    }
    plain = [make(f"once: {name}", KIND, "t.txt", _once(label), EN, turns=_named(f"{DUNCAN}")) for name, label in labels.items()]
    bold = {"laughing": "**Duncan Pryce** (laughing)**:** ", "not bold": "Duncan Pryce: ", "half bold": "**Duncan** Pryce: ", "colon outside": "**Duncan Pryce**: ", "note in bold": "**Duncan Pryce (off mic):** ",
            "colon missing": "**Duncan Pryce** ", "italic": "*Duncan Pryce:* ", "open": "**Duncan Pryce: ", "typo": "**Ducan Pryce:** ", "heading": "### Duncan Pryce\n\n"}
    return plain + [make(f"bold, once: {name}", KIND, "t.md", _once(label, BOLD), EN, turns=_named(DUNCAN)) for name, label in bold.items()]


def persons() -> list[Case]:
    """A label that is used once and is nobody's whom the document knows."""
    labels = {
        "full name": ("Sam Weller: ", "Sam Weller"),
        "small letters": ("sam: ", "sam"),
        "both": ("Ivy Marlow and Leah Okoro: ", "Ivy Marlow and Leah Okoro|Ivy Marlow / Leah Okoro|Ivy Marlow & Leah Okoro"),
        "both, capitals": ("IVY and LEAH: ", "IVY and LEAH|Ivy Marlow and Leah Okoro|Ivy Marlow & Leah Okoro"),
        "both, slash": ("Ivy Marlow/Duncan Pryce: ", "Ivy Marlow/Duncan Pryce|Ivy Marlow & Duncan Pryce|Ivy Marlow and Duncan Pryce"),
        "all": ("ALL: ", "ALL"),
        "everyone": ("Everyone (shouting): ", "Everyone"),
        "speaker ?": ("Speaker ?: ", "Speaker ?|Speaker"),
        "???": ("???: ", "???|"),
        "unidentified": ("Unidentified Male: ", "Unidentified Male"),
        "audience member": ("Audience member: ", "Audience member"),
        "man 1": ("Man 1: ", "Man 1"),
        "bracketed unknown": ("[Unknown]: ", "Unknown|"),
        "crowd in brackets": ("(Crowd): ", "Crowd"),
        "the": ("The caretaker: ", "The caretaker"),
        "letters and digits": ("user_42: ", "user_42"),
        "address": ("sam.weller@example.org: ", "sam.weller@example.org"),
        "apostrophe": ("Siobhán O'Dowd-Leary: ", "Siobhán O'Dowd-Leary"),
        "other script": ("李静: ", "李静"),
        "long title": ("The Right Honourable Sir Samuel Weller MP: ", "The Right Honourable Sir Samuel Weller MP|Sir Samuel Weller"),
    }
    plain = [make(f"once: person {name}", KIND, "t.txt", _once(label), EN, turns=_named(who)) for name, (label, who) in labels.items()]
    own = [make(f"own line, once: {label}", KIND, "t.txt", _once(label + "\n", lambda x: f"{x.name}\n{x.words}"), EN, turns=_named(label))
           for label in ("Sam Weller", "sam", "ALL", "Audience member", "The caretaker", "Duncan Pryce (laughing)".replace(" (laughing)", ""))]
    own.append(make("own line, once: note", KIND, "t.txt", _once("Duncan Pryce (laughing)\n", lambda x: f"{x.name}\n{x.words}"), EN))
    own.append(make("own line, once: typo", KIND, "t.txt", _once("Ducan Pryce\n", lambda x: f"{x.name}\n{x.words}"), EN))
    own.append(make("own line and colon, once: person", KIND, "t.txt", _once("Sam Weller:\n", lambda x: f"{x.name}:\n{x.words}"), EN, turns=_named("Sam Weller")))
    return plain + own


def _with(words: str, at: int = AT, talk: tuple[Line, ...] = EN) -> tuple[Line, ...]:
    return tuple(Line(x.name, words, x.start) if n == at else x for n, x in enumerate(talk))


def speech() -> list[Case]:
    """Words that look like a label, a time or a heading, and are words."""
    words = {
        "colon in speech": "There is one rule: stay off the bridge.",
        "colon, capital": "Remember what the sign says: Danger, keep away.",
        "time in speech": "10:30 was when the water came, and by 11:15 the road was gone.",
        "name in speech": "Leah Okoro: that is a name I will not forget.".replace(":", ","),
        "quote of a person": 'My father always said: "Never trust a pillar in March."',
        "brackets in speech": "The flood (the second one) took the railing [and the lamp].",
        "numbers": "1. We count the stones. 2. We count them again.",
        "list in speech": "Three things: money, time, and stone.",
    }
    rows = [make(f"speech: {name}", KIND, "t.txt", body(_with(text), lambda x: f"{x.name}: {x.words}"), _with(text)) for name, text in words.items()]
    two = "Since the flood in March.\n\nNote: two of the pillars moved by a hand's width."
    sign = "Since the flood in March.\n\nThe sign on the road said this: closed until further notice."
    for name, text in (("paragraph with Note:", two), ("paragraph with a sign", sign), ("two paragraphs", "Since the flood in March.\n\nTwo of the pillars moved by a hand's width.")):
        talk = _with(text)
        rows.append(make(f"speech: {name}", KIND, "t.txt", body(talk, lambda x: f"{x.name}: {x.words}"), talk))
    lines = body(EN[:6], lambda x: f"{x.name}: {x.words}") + "\n[Applause]\n\n" + body(EN[6:9], lambda x: f"{x.name}: {x.words}") + "\n(A door slams.)\n\n" + body(EN[9:], lambda x: f"{x.name}: {x.words}")
    rows.append(make("events on their own lines", KIND, "t.txt", lines, EN))
    glued = body(EN[:4], lambda x: f"{x.name}: {x.words}") + f"\n{IVY}: {EN[4].words} {DUNCAN}: {EN[5].words}\n\n" + body(EN[6:], lambda x: f"{x.name}: {x.words}")
    rows.append(make("two turns glued into one line", KIND, "t.txt", glued, EN))
    before = "The tape begins in the middle of a word.\n\n" + body(EN, lambda x: f"{x.name}: {x.words}")
    rows.append(make("words before the first label", KIND, "t.txt", before, EN, turns=(("", "The tape begins in the middle of a word."), *((x.name, x.words) for x in EN)), settled=False))
    empty = body(EN[:3], lambda x: f"{x.name}: {x.words}") + f"\n{LEAH}: [inaudible]\n\n" + body(EN[4:], lambda x: f"{x.name}: {x.words}")
    rows.append(make("a turn without words", KIND, "t.txt", empty, EN, turns=tuple((x.name, x.words) for n, x in enumerate(EN) if n != 3)))
    return rows


def languages() -> list[Case]:
    spaced = lambda x: f"{x.name} : {x.words}"
    return [
        make("german: note once", KIND, "t.txt", _once("Katrin Müller (lacht): ", talk=DE), DE),
        make("german: maiden name", KIND, "t.txt", _once("Katrin Müller-Brandt: ", talk=DE), DE, turns=_named("Katrin Müller|Katrin Müller-Brandt", DE), settled=False),
        make("german: Frau", KIND, "t.txt", _once("Frau Müller: ", talk=DE), DE, turns=_named("Katrin Müller", DE)),
        make("french: note once", KIND, "t.txt", _once("Hugo Lefèvre (riant) : ", spaced, FR), FR),
        make("french: no accent", KIND, "t.txt", _once("Hugo Lefevre : ", spaced, FR), FR, turns=_named("Hugo Lefèvre", FR)),
        make("russian: note once", KIND, "t.txt", _once("Игорь Белов (смеётся): ", talk=RU), RU),
        make("russian: surname", KIND, "t.txt", _once("Белов: ", talk=RU), RU, turns=_named("Игорь Белов", RU)),
        make("chinese: note once", KIND, "t.txt", _once("李静（笑）：", lambda x: f"{x.name}：{x.words}", ZH_HANS), ZH_HANS),
        make("chinese: narrow colon once", KIND, "t.txt", _once("李静:", lambda x: f"{x.name}：{x.words}", ZH_HANS), ZH_HANS),
        make("chinese: person once", KIND, "t.txt", _once("观众：", lambda x: f"{x.name}：{x.words}", ZH_HANS), ZH_HANS, turns=_named("观众", ZH_HANS)),
    ]


CASES: tuple[Case, ...] = (*notes(), *persons(), *speech(), *languages())
