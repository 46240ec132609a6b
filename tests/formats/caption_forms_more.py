"""A second set of forms, made up when the first was read right: neighbours that no rule was written for."""

from __future__ import annotations

from caption_forms import NUMBER, ROWS, A, Form, clock, dump, each, frames, vtt, words

N = {"speakers": "names"}
L = {"speakers": "labels"}
SEC = {"tolerance": 1.01, "ends": False}


def ms(s: float) -> int:
    return round(s * 1000)


FORMS: tuple[Form, ...] = (
    Form("csv","BOM, in and out","c.csv",b"\xef\xbb\xbf"+("Timecode In,Timecode Out,Speaker,Transcript\n"+each(lambda s,a,b,t:f'{clock(a)},{clock(b)},{s},"{t}"')).encode(),**N),
    Form("csv","quoted head, in seconds","c.csv",'"Start (s)","End (s)","Speaker","Text"\n'+each(lambda s,a,b,t:f'"{a}","{b}","{s}","{t}"'),**N),
    Form("csv","start only","c.csv",'start,speaker,text\n'+each(lambda s,a,b,t:f'{clock(a)},{s},"{t}"'),ends=False,**N),
    Form("csv","number column first","c.csv",'#,Start,End,Subtitle\n'+"".join(f'{k},{clock(a,",")},{clock(b,",")},{t}\n'.replace(f'{clock(a,",")}',f'"{clock(a,",")}"').replace(f'{clock(b,",")}',f'"{clock(b,",")}"') for k,(s,a,b,t) in enumerate(ROWS,1)).replace("show.",'show.'),refusal="."),
    Form("tsv","start_time","c.tsv",'start_time\tend_time\ttext\n'+each(lambda s,a,b,t:f'{a}\t{b}\t{t}')),
    Form("json","ms ints under startTime","c.json",dump({"result":[{"startTime":ms(a),"endTime":ms(b),"text":t} for s,a,b,t in ROWS]}),refusal="unit"),
    Form("json","payload","c.json",dump({"data":{"cues":[{"startTime":clock(a),"endTime":clock(b),"payload":t} for s,a,b,t in ROWS]}}),refusal="no format|text|time"),
    Form("json","time and text","c.json",dump({"lines":[{"time":a,"text":t} for s,a,b,t in ROWS]}),ends=False,refusal="no format|time"),
    Form("json","timestamp string and text","c.json",dump([{"timestamp":clock(a,digits=0),"speaker":s,"text":t} for s,a,b,t in ROWS]),tolerance=1.01,ends=False,refusal="time|transcript"),
    Form("json","start_time dict seconds","c.json",dump([{"start":{"seconds":int(a),"nanos":round(a%1*1e9)},"end":{"seconds":int(b),"nanos":round(b%1*1e9)},"text":t} for s,a,b,t in ROWS])),
    Form("json","segments, words in ms, segments in s","c.json",dump({"segments":[{"start":r[1],"end":r[2],"text":r[3],"words":[{"word":w,"start":ms(x),"end":ms(y)} for x,y,w in words(r)]} for r in ROWS]}),refusal="unit|lasts|time"),
    Form("json","speaker objects","c.json",dump({"segments":[{"start":a,"end":b,"text":t,"speaker":{"id":NUMBER[s],"name":s}} for s,a,b,t in ROWS]}),**N),
    Form("json","utterances with start_ms","c.json",dump({"utterances":[{"start_ms":ms(a),"end_ms":ms(b),"text":t,"speaker":s} for s,a,b,t in ROWS]}),**N),
    Form("json","monologue whisper.cpp server","c.json",dump({"task":"transcribe","language":"english","duration":74,"text":"x","segments":[{"id":k,"text":" "+r[3],"start":r[1],"end":r[2],"tokens":[1],"words":[{"word":" "+w,"start":x,"end":y,"t_dtw":-1,"probability":.9} for x,y,w in words(r)],"temperature":0} for k,r in enumerate(ROWS)]}),words=True),
    Form("pasted","[m:ss] Name: text","c.txt",each(lambda s,a,b,t:f"[{int(a)//60}:{int(a)%60:02}] {s}: {t}"),**SEC,**N),
    Form("pasted","from–to Name: text","c.txt",each(lambda s,a,b,t:f"{clock(a,digits=0)}–{clock(b,digits=0)} {s}: {t}"),tolerance=1.01,**N),
    Form("pasted","range with comma","c.txt",each(lambda s,a,b,t:f"{clock(a,',')} --> {clock(b,',')}: {t}"),refusal="."),
    Form("pasted","bullets","c.txt",each(lambda s,a,b,t:f"- {int(a)//60}:{int(a)%60:02} {t}"),refusal="no format|transcript",**SEC),
    Form("pasted","bold times","c.md",each(lambda s,a,b,t:f"**{clock(a,digits=0)}** {t}\n"),refusal="no format|transcript",**SEC),
    Form("pasted","name and range","c.txt",each(lambda s,a,b,t:f"{s} ({clock(a)} - {clock(b)}): {t}"),refusal="no format|transcript",tolerance=0.06),
    Form("srt","1. numbering","c.srt","\n".join(f"{n}.\n{clock(a,',')} --> {clock(b,',')}\n{t}\n" for n,(s,a,b,t) in enumerate(ROWS,1)),refusal="."),
    Form("srt","one digit, tenths","c.srt",each(lambda s,a,b,t:f"1\n{clock(a,'.',1)[1:]} --> {clock(b,'.',1)[1:]}\n{t}\n")),
    Form("vtt","voice and italics","c.vtt",vtt(lambda s,a,b,t:f"<v {s}><i>{t}</i></v>"),**N),
    Form("vtt","two voices in a cue","c.vtt","WEBVTT\n\n"+"".join(f"{clock(x[1])} --> {clock(y[2])}\n<v {x[0]}>{x[3]}</v>\n<v {y[0]}>{y[3]}</v>\n\n" for x,y in zip(ROWS[::2], ROWS[1::2], strict=True)), rows=tuple((A, x[1], y[2], f"{x[3]} {y[3]}") for x, y in zip(ROWS[::2], ROWS[1::2], strict=True))),
    Form("lrc","whole seconds","c.lrc",each(lambda s,a,b,t:f"[{int(a)//60:02}:{int(a)%60:02}]{t}"),**SEC),
    Form("ttml","frames, no rate","c.ttml",'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'+each(lambda s,a,b,t:f'<p begin="{frames(a)}" end="{frames(b)}">{t}</p>')+'</div></body></tt>',refusal="frame"),
    Form("ttml","begin in the future units","c.ttml",'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'+each(lambda s,a,b,t:f'<p begin="{a/3600:.9f}h" end="{b/60:.9f}m">{t}</p>')+'</div></body></tt>'),
    Form("sami","single quotes, no end","c.smi","<SAMI><BODY>\n"+each(lambda s,a,b,t:f"<SYNC Start='{ms(a)}'><P>{t}")+"</BODY></SAMI>",ends=False),
    Form("deepgram","speakers as words","c.json",dump({"results":{"channels":[{"alternatives":[{"transcript":"x","words":[{"word":w,"start":x,"end":y,"speaker":f"spk{NUMBER[r[0]]}"} for r in ROWS for x,y,w in words(r)]}]}]}}),words=True,**L),
    Form("youtube","srv3 with speaker marks","c.srv3",'<timedtext format="3"><body>'+each(lambda s,a,b,t:f'<p t="{ms(a)}" d="{ms(b-a)}">&gt;&gt; {t}</p>',"")+"</body></timedtext>"),
)  # fmt: skip
