"""What a name looks like, and the words that look like names and are none.

Word lists are in casefolded NFKC form. They name kinds of word (what a document says of itself, what a person may
be called by office, what opens a remark), in the languages turncue meets most; nothing here knows a single file.
"""

from __future__ import annotations

import re
import unicodedata

from turncue.text.casing import is_small
from turncue.text.events import find_events
from turncue.text.script_ranges import HAN, KANA_BLOCK

__all__ = [
    "fold",
    "is_commonplace",
    "is_data_key",
    "is_indexed",
    "is_office",
    "is_prose_heading",
    "is_section_word",
    "is_sound",
    "is_transcript_word",
    "plausible",
    "split_role",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(w.strip() for w in text.split("|"))


# What a document says of itself. Never a speaker.
_DATA = _words(
    "date|time|recorded|recorded on|published|publication date|updated|duration|length|runtime|location|place|venue|"
    "title|subject|topic|episode|season|series|show|source|url|link|links|video|audio|language|lang|tags|keywords|"
    "participants|attendees|present|absent|apologies|agenda|file|filename|version|license|licence|copyright|status|"
    "speakers|guests|hosts|contributors|transcribed by|transcript by|edited by|translated by|author|authors|"
    "description|format|isbn|doi|channel|platform|meeting|meeting id|recording|transcript|"
    "日期|時間|时间|時長|时长|時長|地點|地点|標題|标题|題目|题目|主題|主题|來源|来源|出處|出处|連結|链接|原文|原片|影片|视频|視頻|"
    "音頻|音频|語言|语言|標籤|标签|關鍵詞|关键词|關鍵字|关键字|參會人員|参会人员|與會人員|与会人员|與會者|与会者|參與者|参与者|"
    "出席|出席者|出席人員|出席人员|缺席|記錄人|记录人|記錄|记录|整理|編輯|编辑|翻譯|翻译|校對|校对|作者|版權|版权|備註|备注|議程|议程|集數|期数|"
    "節目|节目|頻道|频道|場次|場地|场地|会议名称|會議名稱|発行|日時|場所|題名|タイトル|出典|参加者|言語|時刻|長さ|編集|"
    "날짜|일시|시간|장소|제목|출처|참석자|참가자|언어|길이|주제|편집|"
    "fecha|hora|lugar|duración|título|tema|fuente|participantes|asistentes|idioma|enlace|etiquetas|"
    "lieu|durée|titre|sujet|langue|lien|mots-clés|participants|heure|"
    "datum|uhrzeit|ort|dauer|titel|thema|quelle|teilnehmer|teilnehmende|sprache|länge|schlagworte|"
    "data|local|duração|fonte|idioma|assunto|luogo|durata|titolo|fonte|partecipanti|lingua|argomento|"
    "дата|время|место|длительность|название|тема|источник|участники|язык|ссылка|"
    "التاريخ|الوقت|المكان|المدة|العنوان|المصدر|المشاركون|اللغة|الموضوع"
)
_DATA_TAIL = tuple(
    "日期|時間|时间|時長|时长|地點|地点|標題|标题|主題|主题|來源|来源|連結|链接|人員|人员|關鍵詞|关键词|議程|议程".split(
        "|"
    )
)  # What a person is called by office: metadata in front matter, a speaker inside the dialogue.
_OFFICE = _words(
    "host|co-host|cohost|guest|moderator|interviewer|interviewee|presenter|speaker|narrator|announcer|operator|"
    "panelist|panellist|anchor|reporter|journalist|audience|audience member|student|professor|teacher|chair|chairman|"
    "chairwoman|chairperson|chairwoman|president|director|ceo|cto|cfo|coo|founder|co-founder|editor|producer|analyst|judge|"
    "witness|counsel|translator|interpreter|caller|participant|respondent|man|woman|male|female|voice|voiceover|"
    "voice-over|unknown|unidentified|person|user|assistant|you|me|clerk|all|both|everyone|patient|doctor|therapist|"
    "客座|主持|主持人|主播|嘉賓|嘉宾|來賓|来宾|講者|讲者|講師|讲师|演講者|演讲者|主講人|主讲人|發言人|发言人|說話人|说话人|採訪者|采访者|受訪者|"
    "受访者|記者|记者|觀眾|观众|聽眾|听众|學生|学生|教授|老師|老师|旁白|口譯|口译|譯者|译者|提問者|提问者|執行長|創辦人|创始人|"
    "編者|编者|同学|同學|男|女|眾人|众人|"
    "司会|司会者|ゲスト|ホスト|聞き手|話し手|質問者|回答者|記者|講演者|ナレーター|先生|"
    "진행자|사회자|게스트|호스트|기자|질문자|답변자|발표자|강연자|청중|"
    "presentador|presentadora|anfitrión|invitado|invitada|moderador|moderadora|entrevistador|entrevistadora|"
    "entrevistado|entrevistada|público|orador|ponente|narrador|"
    "animateur|animatrice|invité|invitée|modérateur|modératrice|intervenant|intervenante|journaliste|public|"
    "moderation|moderatorin|gast|gäste|gastgeber|gastgeberin|sprecher|sprecherin|interviewerin|publikum|redner|rednerin|"
    "apresentador|apresentadora|convidado|convidada|palestrante|plateia|"
    "conduttore|conduttrice|ospite|moderatore|moderatrice|intervistatore|intervistatrice|pubblico|relatore|"
    "ведущий|ведущая|гость|гостья|модератор|интервьюер|спикер|докладчик|корреспондент|журналист|зал|голос|"
    "المضيف|الضيف|المذيع|مقدم|المحاور|المتحدث|مذيع|ضيف|متحدث"
)
_PRONOUNS = re.compile(r"(?i)(?:she|he|they)/\w+(?:/\w+)?")
_SCREENPLAY = _words(
    "v.o.|vo|o.s.|os|cont'd|cont’d|contd|off|online|remote|on phone|via zoom|translated|through interpreter"
)
# "Speaker 1", "SPEAKER_00", "Spk 2", "A": names by number, in which one digit is a different person
_INDEXED = re.compile(r".*(?:\d+|(?:^|[\s_-])\w)")

# What opens a remark, not a turn.
_COMMONPLACE = _words(
    "note|notes|nb|n.b|p.s|ps|warning|caution|attention|important|tip|hint|example|examples|e.g|i.e|for example|"
    "summary|conclusion|conclusions|introduction|intro|outro|abstract|overview|background|context|disclaimer|"
    "question|questions|answer|answers|update|correction|editor's note|editor’s note|footnote|see|see also|"
    "however|also|so|and|but|or|yet|then|now|first|firstly|second|secondly|third|thirdly|next|finally|lastly|again|"
    "step|problem|solution|result|results|reason|fact|definition|theorem|proof|remark|quote|translation|"
    "http|https|ftp|mailto|www|file|re|fwd|cc|bcc|from|to|subject|sent|dear|chapter|part|section|figure|table|key|"
    "sponsor|sponsors|music|applause|laughter|score|result|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "說|说|道|注|註|注意|備註|备注|例如|比如|譬如|第一|第二|第三|首先|其次|再次|最後|最后|然後|然后|總之|总之|總結|总结|結論|结论|結果|结果|原因|問題|问题|"
    "答案|摘要|前言|引言|簡介|简介|背景|背景資訊|提示|警告|重點|重点|另外|此外|而且|但是|所以|因此|因為|因为|也就是說|也就是说|換句話說|换句话说|"
    "例|例えば|注記|結論|要約|背景|예|참고|주의|결론|요약|"
    "nota|ejemplo|resumen|conclusión|pregunta|respuesta|remarque|note|exemple|résumé|question|réponse|hinweis|beispiel|"
    "zusammenfassung|fazit|frage|antwort|achtung|anmerkung|observação|exemplo|resumo|pergunta|resposta|esempio|domanda|"
    "risposta|примечание|пример|вывод|итог|вопрос|ответ|внимание|ملاحظة|مثال|سؤال|جواب|خلاصة"
)
# Of these, pairs that do make a dialogue when both come again and again.
_PAIRS = _words(
    "question|answer|問題|答案|问题|pregunta|respuesta|réponse|frage|antwort|pergunta|resposta|domanda|risposta|"
    "вопрос|ответ|سؤال|جواب"
)
_OPENERS = _words(
    "i|we|you|he|she|it|they|this|that|these|those|there|here|so|and|but|or|if|when|while|what|why|how|who|where|which|"
    "because|as|for|in|on|at|to|of|from|with|by|my|your|our|his|her|its|their|one|then|now|well|yes|no|okay|ok|let|"
    "let's|let’s|is|are|was|do|does|did|can|not|just|remember|think|imagine|consider|take|it's|it’s|i'm|i’m|that's|"
    "that’s|here's|here’s|ich|wir|und|aber|das|es|je|nous|et|mais|il|elle|ce|yo|nosotros|y|pero|eu|e|mas|io|ma|я|мы|и|"
    "но|это|он|она"
)
_PARTICLES = _words(
    "de|da|do|dos|das|del|della|di|du|des|van|von|der|den|ter|ten|la|le|el|al|bin|ibn|bint|abu|y|e|zu|zur|af|av|"
    "of|the|and|&|from|und|et|à|at|for|in|og|och|with|/|+"
)
_CJK_OPENERS = re.compile(
    "^(?:我|你|妳|您|他|她|它|這|这|那|就|但|因|所|比如|例|如果|一|不|也|還|还|在|是|有|對|对|好|第.{1,2}|其|而|或|又|再|最|為|为|什|怎|誰|谁)"
)
_CJK_CLOSERS = re.compile("(?:說|说|道|是|問|问|講|讲|想|叫|認為|认为|表示|如下|即|的|了|吗|嗎|呢)$")

_PROSE_HEADING = re.compile(
    r"(?i)\b(?:about|background|glossary|references?|footnotes?|show ?notes|resources|links|bios?|biograph\w*|"
    r"takeaways|key (?:points|insights|terms)|summary|abstract|participants|attendees|speakers|people|cast|credits|"
    r"acknowledge?ments|further reading|table of contents|contents|chapters|outline|metadata|agenda|action items)\b|"
    r"前言|背景|簡介|简介|關於|关于|摘要|總結|总结|要點|要点|重點|重点|術語|术语|參考|参考|註釋|注释|目錄|目录|人物|資料|资料|致謝|致谢|"
    r"はじめに|概要|用語|要約|参考|배경|소개|요약|참고|глоссарий|введение|об авторе|резюме|ссылки"
)
_SECTION_WORD = re.compile(
    r"(?i)(?:full )?transcript(?:ion)?|dialogue|conversation|interview|keywords?|summary|speakers|notes|chapters|"
    r"關鍵詞|关键词|文字記錄|文字记录|文字實錄|文字实录|逐字稿|正文|智能纪要|会议纪要|總結|总结|對談內容|对谈内容|訪談內容|访谈内容|"
    r"文字起こし|本文|녹취록|transcripción|transcription|transkript|transcrição|trascrizione|расшифровка|стенограмма"
)

_TRANSCRIPT_WORD = re.compile(
    r"(?i)(?:full )?transcript|文字記錄|文字记录|逐字稿|文字起こし|녹취록|transkript|расшифровка"
)

_BAD = re.compile(r"[?!;。，！？；…“”\"«»<>{}|=\t*`\\~^$%]|\.\.|//|https?|www\.")
_STOP = re.compile(r"(?<![A-Za-zÀ-ɏЀ-ӿ])[A-Za-zÀ-ɏЀ-ӿ]{1,5}\.")
_SUFFIX = re.compile(r"(?i),\s*(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq|[A-Z]{2,4})\.?(?=$|\s)")
_CJK = re.compile(f"[{KANA_BLOCK}{HAN}]")
# Coughlin, Clapton, Gasparov: names that begin as a word for a sound does
_SURNAME = re.compile(
    r"\b(?:Laugh|Clap|Cheer|Sigh|Cough|Sniff|Gasp|Groan|Beep|Noise|Snap|Music|Silen|Paus|Sob)"
    r"(?!s?\b|es\b|ed\b|ing\b|ping\b|ter\b|e\b|ce\b|al\b|bing\b)[a-z]{2,}\b"
)
_BRACKET = re.compile(r"^(?P<name>.+?)\s*[(（\[［](?P<role>[^()（）\[\]［］]{1,60})[)）\]］]$")


def fold(name: str) -> str:
    """A name or key in the form in which two are the same: NFKC, casefolded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_data_key(name: str) -> bool:
    """Whether this is something a document says of itself (date, place, participants), never a person."""
    key = fold(name)
    return key in _DATA or key.split()[-1:] in (["date"], ["duration"], ["url"]) or key.endswith(_DATA_TAIL)


def is_office(name: str) -> bool:
    """Whether this is what a person is called by office or part (host, 主持人, speaker 2)."""
    key = fold(name)
    return key in _OFFICE or re.sub(r"[\s_#-]*(?:\d+|\b\w)$", "", key) in _OFFICE


def is_indexed(name: str) -> bool:
    """Whether this is a name by number or letter, as recognisers give them."""
    return _INDEXED.fullmatch(name) is not None and (
        len(name) <= 2 or any(c.isdigit() for c in name) or is_office(name)
    )


def is_commonplace(name: str, *, paired: bool = False) -> bool:
    """Whether this opens a remark (note, first, 例如) and no turn. ``paired`` lets question and answer through."""
    key = fold(name).rstrip(".")
    return key in _COMMONPLACE and not (paired and key in _PAIRS)


def is_prose_heading(text: str) -> bool:
    """Whether a heading tells of text about the dialogue, not the dialogue."""
    return _PROSE_HEADING.search(text) is not None


def is_section_word(text: str) -> bool:
    """Whether a line of plain text that ends in a colon heads a section (Transcript:, 关键词:)."""
    return _SECTION_WORD.fullmatch(text) is not None


def is_transcript_word(text: str) -> bool:
    """Whether a line that holds nothing else says that the transcript begins below it."""
    return _TRANSCRIPT_WORD.fullmatch(text) is not None


def is_sound(name: str) -> bool:
    """Whether this is a word for a sound: Applause, 音樂."""
    return bool(find_events(f"({name})")) and _SURNAME.search(name) is None


def split_role(name: str) -> tuple[str, str | None]:
    """Part a name from the role in brackets behind it.

    A bracket holds a role when it holds a word for an office, a pronoun pair or a screenplay mark. Any other
    (``Daniel (Samsara)``) may be what tells two people apart, and stays in the name.
    """
    match = _BRACKET.match(name)
    if match is None:
        return name, None
    role = match["role"].strip()
    key = fold(role)
    parts = re.split(r"[\s,/&，、·]+", key)
    known = any(p in _OFFICE for p in parts) or key in _SCREENPLAY or _PRONOUNS.fullmatch(role) is not None
    known = known or any(len(w) > 1 and _CJK.match(w) and w in key for w in _OFFICE)
    return (match["name"].strip(), role) if known else (name, None)


def _lowered(words: list[str]) -> int:
    """How many words begin in lower case and are no particle."""
    return sum(1 for w in words if is_small(w[0]) and w not in _PARTICLES)


def _shaped(name: str, marked: bool) -> bool:
    """Length and characters: at most five words, no sentence in it."""
    words = [w for w in name.split() if fold(w) not in _PARTICLES]
    if not 1 <= len(words) <= 5 or len(name) > 60 or not any(c.isalpha() for c in name):
        return False
    bare = _SUFFIX.sub("", name)
    if _BAD.search(bare) or (not marked and ("," in bare or "、" in bare)):
        return False
    # a full stop only after an initial or a short title: J. Dr. Prof.
    if "." in _STOP.sub("", bare):
        return False
    signs = len(_CJK.findall(name))
    return signs <= (24 if "·" in name or "・" in name else 12)


def plausible(name: str, *, marked: bool, times: int) -> bool:
    """Whether a label's text can be a name.

    ``marked``: layout sets it apart (bold, a time, a bracket), so its words may be anything short. A name in running
    text (``Name: …``) must be capitalised in scripts that have capitals, and must not begin as a sentence does.
    ``times``: how often it occurs; a name given once must look the part.
    """
    if not _shaped(name, marked) or is_sound(name):
        return False
    words = name.split()
    first = next(c for c in name if c.isalpha())
    noble = words[0] in _PARTICLES and len(words) > 1 and words[-1][0].isupper()
    if is_small(first) and not noble and not is_office(name):
        # a nickname; a word that is none hardly begins three paragraphs with a colon behind it
        return times > 1 if marked else len(words) == 1 and times > 2
    if marked:
        return True
    if len(words) > 1 and fold(words[0]) in _OPENERS:
        return False
    if _CJK.search(name) and not is_office(name):
        if len(name) > 1 and (_CJK_OPENERS.match(name) or _CJK_CLOSERS.search(name)):
            return False
        return times > 1 or len(name) <= 6 or "·" in name
    lowered = _lowered(words)
    return lowered == 0 or is_office(words[-1]) or is_office(name) or (lowered == 1 and times > 2)
