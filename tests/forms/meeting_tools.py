# ruff: noqa: E501
# fmt: off
"""Transcripts as meeting tools, recognisers and transcription services export or copy them."""

from __future__ import annotations

from forms.judge import Case, body, make
from forms.talks import (
    AR,
    DE,
    DUNCAN,
    EN,
    ES,
    FR,
    HI,
    INTERVIEW,
    IVY,
    JA,
    KO,
    RU,
    TR,
    ZH_HANS,
    ZH_HANT,
    Line,
    clock,
    minutes,
)

KIND = "meeting tool"


def _number(talk: tuple[Line, ...]) -> dict[str, int]:
    return {name: at for at, name in enumerate(dict.fromkeys(line.name for line in talk))}


def _vtt(talk: tuple[Line, ...], form, ident=lambda line: "") -> str:
    cues = (f"{ident(line)}00:{line.start // 60:02}:{line.start % 60:02}.000 --> 00:{(line.start + 3) // 60:02}:{(line.start + 3) % 60:02}.500\n{form(line)}\n" for line in talk)
    return "WEBVTT\n\n" + "\n".join(cues)


def _ms(seconds: int) -> str:
    return f"{minutes(seconds).zfill(5)}.120"


def zoom() -> list[Case]:
    return [
        make("zoom cloud vtt", KIND, "t.vtt", _vtt(EN, lambda x: f"{x.name}: {x.words}", lambda x: f"{x.start}\n"), EN),
        make("zoom txt", KIND, "t.txt", body(TR, lambda x: f"[{x.name}] 18:02:{x.start:02}\n{x.words}"), TR),
        make("zoom chat, new", KIND, "t.txt", body(EN, lambda x: f"18:02:{x.start % 60:02}\t From {x.name} to Everyone:\n\t{x.words}", "\n"), EN),
        make("zoom chat, old", KIND, "t.txt", body(EN, lambda x: f"18:02:{x.start % 60:02}\t From  {x.name} : {x.words}", "\n"), EN),
    ]


def teams() -> list[Case]:
    spoken = "\n".join(f"{x.name}\n0 Minuten {x.start} Sekunden\n{minutes(x.start)}\n{x.name} 0 Minuten {x.start} Sekunden\n{x.words}" for x in DE)
    guid = "3f2a1b60-9d1e-4a4e-8f55-10c2b7d3a9e1/{}-0\n"
    return [
        make("teams txt", KIND, "t.txt", body(DE, lambda x: f"{x.name}   {minutes(x.start)}\n{x.words}"), DE),
        make("teams docx text, started", KIND, "t.txt", "Village meeting-20241203_180200-Meeting Recording\nDecember 3, 2024, 6:02PM\n48s\n\n"
             f"{IVY} started transcription\n\n" + body(EN, lambda x: f"{x.name}   {minutes(x.start)}\n{x.words}") + f"\n{IVY} stopped transcription\n", EN),
        make("teams vtt voices", KIND, "t.vtt", _vtt(FR, lambda x: f"<v {x.name}>{x.words}</v>", lambda x: guid.format(x.start)), FR),
        make("teams copied from the page", KIND, "t.txt", spoken + "\n", DE),
        make("teams, comma names", KIND, "t.txt", body(EN, lambda x: f"{', '.join(reversed(x.name.split()))}   {minutes(x.start)}\n{x.words}"), EN,
             names=lambda n: f"{', '.join(reversed(n.split()))}|{n}"),
        make("teams, guests", KIND, "t.txt", body(EN, lambda x: f"{x.name} (Guest)   {minutes(x.start)}\n{x.words}"), EN, names=lambda n: f"{n}|{n} (Guest)"),
    ]


def meet() -> list[Case]:
    head = "Village meeting (2024-12-03 18:02 GMT) - Transcript\n\nAttendees\n\nIvy Marlow, Duncan Pryce, Leah Okoro\n\nTranscript\n\n00:00:00\n\n"
    half = body(EN[:6], lambda x: f"{x.name}: {x.words}") + "\n00:00:25\n\n" + body(EN[6:], lambda x: f"{x.name}: {x.words}")
    foot = "\nMeeting ended after 00:00:51 👋\n\nThis editable transcript was computer generated and might contain errors. People can also change the text after it was created.\n"
    md = "# 📝 Notes\n\nDec 3, 2024\n\n## Village meeting\n\nInvited [Ivy](mailto:ivy@example.org)\n\n### Summary\n\nThe hall discussed the bridge.\n\n### Next steps\n\n- [ ] Ask the county for money.\n\n# 📖 Transcript\n\nDec 3, 2024\n\n## Village meeting \\- Transcript\n\n### 00:00:00 {#00:00:00}\n\n"
    return [
        make("meet text", KIND, "t.txt", head + half + foot, EN),
        make("meet markdown with notes", KIND, "t.md", md + body(EN, lambda x: f"**{x.name}:** {x.words}") + "\n### Transcription ended after 00:00:51\n\n*This editable transcript was computer generated and might contain errors.*\n", EN),
        make("meet markdown, two spaces", KIND, "t.md", body(ES, lambda x: f"**{x.name}:** {x.words}", "  \n"), ES),
    ]


def webex() -> list[Case]:
    numbers = _number(EN)
    return [
        make("webex vtt, names in cue ids", KIND, "t.vtt", _vtt(EN, lambda x: x.words, lambda x: f'{x.start} "{x.name}" ({3052341760 + numbers[x.name]})\n'), EN),
        make("webex text", KIND, "t.txt", body(EN, lambda x: f"{x.name} {minutes(x.start)}\n{x.words}"), EN),
    ]


def services() -> list[Case]:
    n_ru, n_ko, n_en, n_hi = _number(RU), _number(KO), _number(EN), _number(HI)
    return [
        make("otter txt", KIND, "t.txt", body(EN, lambda x: f"{x.name}  {minutes(x.start)}  \n{x.words}") + "\nTranscribed by https://otter.ai\n", EN),
        make("otter, one unknown", KIND, "t.txt", body(EN, lambda x: f"{x.name if x.name != 'Leah Okoro' else 'Unknown Speaker'}  {minutes(x.start)}  \n{x.words}"), EN,
             names=lambda n: n if n != "Leah Okoro" else "Unknown Speaker|"),
        make("rev txt", KIND, "t.txt", body(EN, lambda x: f"{x.name} ({clock(x.start)[3:]}):\n{x.words}") + "\n", EN),
        make("rev, inaudible", KIND, "t.txt", body(EN, lambda x: f"{x.name} ({clock(x.start)}):\n{x.words.replace('stairs', 'stairs [inaudible 00:00:08]') }"), EN,
             turns=tuple((x.name, x.words.replace("stairs", "stairs [inaudible 00:00:08]")) for x in EN)),
        make("descript markdown", KIND, "t.md", body(EN, lambda x: f"**{x.name}:** [{clock(x.start)}] {x.words}"), EN),
        make("descript, time first", KIND, "t.md", body(FR, lambda x: f"[{clock(x.start)}] **{x.name}:** {x.words}"), FR),
        make("fireflies", KIND, "t.txt", "Village meeting - Tue, Dec 03, 2024\n\n" + body(EN, lambda x: f"{x.name} - {minutes(x.start).zfill(5)}\n{x.words}"), EN),
        make("tl;dv", KIND, "t.txt", body(ES, lambda x: f"[{minutes(x.start)}] {x.name}: {x.words}"), ES),
        make("trint", KIND, "t.txt", body(EN, lambda x: f"[{clock(x.start)}.12] {x.name}:\n{x.words}"), EN),
        make("sonix", KIND, "t.txt", "bridge_meeting.mp3\n\n" + body(EN, lambda x: f"{x.name}: [{clock(x.start)}] {x.words}"), EN),
        make("happy scribe", KIND, "t.txt", body(FR, lambda x: f"[{clock(x.start)}.120] - {x.name}\n{x.words}"), FR),
        make("riverside", KIND, "t.txt", body(EN, lambda x: f"{x.name} ({_ms(x.start)})\n{x.words}"), EN),
        make("fathom", KIND, "t.txt", "VIEW RECORDING - 1 min (No highlights)\n\n---\n\n" + body(EN, lambda x: f"{minutes(x.start)} - {x.name} (Acme Ltd)\n  {x.words}"), EN,
             names=lambda n: f"{n}|{n} (Acme Ltd)"),
        make("word transcribe", KIND, "t.txt", "Audio file\nbridge.wav\n\nTranscript\n\n" + body(RU, lambda x: f"{clock(x.start)} Говорящий {n_ru[x.name] + 1}\n{x.words}"), RU,
             names=lambda n: f"Говорящий {n_ru[n] + 1}"),
        make("granola", KIND, "t.txt", body(INTERVIEW, lambda x: f"{'Me' if x.name == IVY else 'Them'}: {x.words}", "\n"), INTERVIEW, names=lambda n: "Me" if n == IVY else "Them"),
        make("granola, notes before", KIND, "t.md", "# Lighthouse\n\nTue, 3 Dec 24\n\n### Work on the rock\n\n- Started at nineteen\n- Coal and paraffin free\n\n### Transcript\n\n"
             + body(INTERVIEW, lambda x: f"**{'Me' if x.name == IVY else 'Them'}:** {x.words}", "  \n"), INTERVIEW, names=lambda n: "Me" if n == IVY else "Them"),
        make("aws console text", KIND, "t.txt", body(KO, lambda x: f"[{clock(x.start)}] spk_{n_ko[x.name]}: {x.words}", "\n"), KO, names=lambda n: f"spk_{n_ko[n]}"),
        make("whisper arrows and label", KIND, "t.txt", body(EN, lambda x: f"[{_ms(x.start)} --> {_ms(x.start + 3)}] [SPEAKER_0{n_en[x.name]}]: {x.words}", "\n"), EN,
             names=lambda n: f"SPEAKER_0{n_en[n]}"),
        make("nemo txt", KIND, "t.txt", body(EN, lambda x: f"Speaker {n_en[x.name]}: {x.words} ", "\n\n"), EN, names=lambda n: f"Speaker {n_en[n]}"),
        make("speaker (h:mm:ss)", KIND, "t.txt", body(HI, lambda x: f"वक्ता {n_hi[x.name] + 1} ({clock(x.start)[1:]})\n{x.words}"), HI, names=lambda n: f"वक्ता {n_hi[n] + 1}"),
        make("simon says frames", KIND, "t.txt", body(EN, lambda x: f"[{clock(x.start)}:12] {x.name}\n{x.words}"), EN),
        make("premiere ranges", KIND, "t.txt", body(EN, lambda x: f"{clock(x.start)}:12 - {clock(x.start + 3)}:05\nSpeaker {n_en[x.name] + 1}\n{x.words}"), EN,
             names=lambda n: f"Speaker {n_en[n] + 1}"),
        make("name / time / text", KIND, "t.txt", body(ZH_HANT, lambda x: f"{x.name}\n{minutes(x.start).zfill(5)}\n{x.words}"), ZH_HANT),
        make("time | name", KIND, "t.txt", body(JA, lambda x: f"{minutes(x.start)} | {x.name}\n{x.words}"), JA),
        make("name | time", KIND, "t.txt", body(KO, lambda x: f"{x.name} | {minutes(x.start).zfill(5)}\n{x.words}"), KO),
        make("iflyrec", KIND, "t.txt", "会议录音\n2024年12月03日 18:02\n\n" + body(ZH_HANS, lambda x: f"{x.name} {clock(x.start)[3:]}\n{x.words}"), ZH_HANS),
        make("speaker numbers, chinese", KIND, "t.txt", body(ZH_HANS, lambda x: f"说话人{1 if x.name == '王小明' else 2} {clock(x.start)[3:]}\n{x.words}", "\n"), ZH_HANS,
             names=lambda n: f"说话人{1 if n == '王小明' else 2}"),
        make("clova note", KIND, "t.txt", "바닷가 책방\n2024.12.03 화 오후 6:02 ・ 1분 2초\n김민수\n\n" + body(KO, lambda x: f"{x.name} {minutes(x.start).zfill(5)}\n{x.words}"), KO),
        make("time at the end of the label line", KIND, "t.txt", body(AR, lambda x: f"{x.name} - {clock(x.start)}\n{x.words}"), AR),
        make("time between name and colon", KIND, "t.txt", body(AR, lambda x: f"{x.name} [{minutes(x.start)}]: {x.words}"), AR),
        make("time after the words", KIND, "t.txt", body(EN, lambda x: f"{x.name}: {x.words} [{minutes(x.start)}]"), EN),
        make("time in seconds", KIND, "t.txt", body(EN, lambda x: f"[{x.start}.00s -> {x.start + 3}.50s] {x.name}: {x.words}", "\n"), EN),
        make("1h02m03s times", KIND, "t.txt", body(FR, lambda x: f"00h00m{x.start:02}s {x.name} : {x.words}"), FR),
        make("hash time", KIND, "t.txt", body(DE, lambda x: f"{x.name}: {x.words} #00:00:{x.start:02}-{x.start % 10}#"), DE),
        make("f4 initials", KIND, "t.txt", body(DE, lambda x: f"{'I' if x.name == 'Jonas Weber' else 'B'}: {x.words} #00:00:{x.start:02}-0#", "\n"), DE,
             names=lambda n: "I" if n == "Jonas Weber" else "B"),
        make("dictation box speakers", KIND, "t.txt", body(INTERVIEW, lambda x: f"({clock(x.start)}) {'S1' if x.name == DUNCAN else 'S2'}  {x.words}", "\n"), INTERVIEW,
             names=lambda n: "S1" if n == DUNCAN else "S2"),
    ]


CASES: tuple[Case, ...] = (*zoom(), *teams(), *meet(), *webex(), *services())
