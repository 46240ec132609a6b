"""A minute of radio in English, Chinese and Spanish, line by line, written for the tests."""

from __future__ import annotations

EN = (
    "Good evening, this is the harbour radio", "and tonight we have a diver with us", "who went down to the old wreck",
    "How deep is it?", "About forty metres", "and very dark down there", "Were you afraid?", "Not of the dark",
    "but of the nets that hang there", "What did you find?", "A bell with the name of the ship",
    "and a box full of letters", "Can they still be read?", "Some of them can",
)  # fmt: skip
ZH = (
    "晚安，這裡是港口電台", "今晚我們請到一位潛水員", "他下到了那艘老沉船", "那裡有多深？", "大約四十公尺",
    "而且下面非常黑", "你害怕嗎？", "我不怕黑", "怕的是掛在那裡的漁網", "你找到了什麼？", "一口刻著船名的鐘",
    "還有一箱滿滿的信", "那些信還能讀嗎？", "有幾封可以",
)  # fmt: skip
ES = (
    "Buenas noches, esta es la radio del puerto", "y hoy tenemos con nosotros a una buzo", "que bajó al viejo barco",
    "¿Qué profundidad hay?", "Unos cuarenta metros", "y es muy oscuro allí abajo", "¿Tenía miedo?", "No de lo oscuro",
    "pero sí de las redes que hay", "¿Qué es lo que encontró?", "Una campana con el nombre del barco",
    "y una caja con las cartas", "¿Se pueden leer?", "Algunas de las cartas sí",
)  # fmt: skip
