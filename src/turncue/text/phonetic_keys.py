"""Foreign names by sound: 傑森, ジェイソン, 제이슨 and Jason share the consonants ``j s n``.

A skeleton keeps the consonants that survive every borrowing, folded to what Chinese, Japanese and Korean distinguish
(l = r, v = b, hard c = k = q = g, th = s, p = b, t = d). Vowels are dropped. Only skeletons of three consonants or
more count, and on the borrowing side only those that the other side has, so that matches by chance are rare.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

__all__ = ["phonetic_key", "phonetic_spans"]

# characters that transliterations are written with (Simplified), by the consonants of their reading
_HAN_READINGS = """
b 巴 贝 比 伯 布 波 博 鲍 柏 拜 彼 佩 帕 派 皮 普 珀 坡 佩 保 毕
bn 本 班 邦 宾 彭 潘 平
m 马 玛 麦 梅 米 莫 默 姆 穆 迈 密 毛 摩 美 蒙
mn 曼 门 孟 敏 明
f 法 费 菲 弗 夫 福 佛 芙
fn 范 芬 丰 冯
d 达 大 戴 德 迪 狄 杜 多 道 特 塔 泰 蒂 提 图 托 陶 铁 黛 底
dn 丹 登 邓 丁 顿 东 敦 坦 唐 汤 廷 滕 通
n 纳 娜 奈 内 尼 妮 诺 努 娜 恩 安 因 昂 恩
nn 南 宁 农 楠 年 嫩
r 拉 莱 雷 勒 里 利 丽 莉 罗 洛 鲁 卢 露 劳 路 尔 儿 瑞 赖 理 力 莱 蕾 列 略 吕 律 立
rn 兰 伦 林 琳 朗 龙 隆 连 莲 仑 蓝 琅
k 卡 凯 科 克 库 柯 考 可 基 奇 吉 加 盖 戈 格 古 高 哥 葛 哈 赫 霍 胡 海 豪 黑 希 休 何 华 惠 嘉 姬
kn 坎 肯 金 冈 甘 根 贡 汉 亨 洪 康 孔 昆 宽
j 杰 贾 珍 朱 乔 茱 祖 佐 哲 治 齐 切 查 奇 丘 恰 夏 谢 舍 雪 莎 沙
jn 詹 简 琼 珍 钱 陈 晨 真 尚 香 申
s 萨 塞 赛 斯 西 锡 索 苏 瑟 思 丝 士 史 施 什 席 兹 泽 扎 佐 茨 策 齐
sn 桑 森 辛 松 孙 山 珊 生 申 辛 逊 先 曾 赞 增
v 瓦 维 威 韦 沃 伍 卫 薇 魏 万 文 温 旺 翁
- 阿 埃 艾 爱 奥 欧 伊 亚 雅 耶 叶 尤 约 优 乌 于 厄 娅 依 也 俄 杨 英 扬
"""

_KANA_ROWS = {
    "カキクケコガギグゲゴハヘホヒ": "k",
    "サスセソザズゼゾツヅ": "s",
    "シジチヂ": "j",
    "タテトダデド": "d",
    "ナニヌネノン": "n",
    "バビブベボパピプペポヴ": "b",
    "フ": "f",
    "マミムメモ": "m",
    "ラリルレロ": "r",
}
_HANGUL_LEAD = "k k n d d r m b b s s - j j j k d b k".split()
_HANGUL_TAIL = "- k k k n n n d r r r r r r r r m b b s s n j j k d b k".split()


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    han: dict[str, str] = {}
    for line in _HAN_READINGS.strip().splitlines():
        sound, *chars = line.split()
        value = "" if sound == "-" else _merge(sound)
        for c in chars:
            han.setdefault(c, value)
    kana = {c: s for row, s in _KANA_ROWS.items() for c in row}
    return han, kana


def _merge(skeleton: str) -> str:
    return skeleton.replace("f", "b").replace("v", "b").replace("h", "k")


def _skeleton_key(skeleton: str) -> str:
    """The key of a skeleton, doubled consonants once; "" where it is too short to mean anything."""
    skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
    return "~" + skeleton if len(skeleton) >= 3 else ""


_LATIN = (
    (r"tch|dge|sch|sh|ch|ti(?=o)|g(?=[eiy])", "j"),
    (r"ph|th(?=r)", "f"),
    (r"th", "s"),
    (r"x", "ks"),
    (r"ck|c(?=[eiy])", lambda m: "k" if m[0] == "ck" else "s"),
    (r"gh(?!t)|[cqgkh]", "k"),
    (r"[zs]", "s"),
    (r"[td]", "d"),
    (r"[pbvfw]", "b"),
    (r"[lr]", "r"),
    (r"ng", "n"),
)


@lru_cache(maxsize=65536)
def phonetic_key(word: str) -> str:
    """The key of a word in Latin letters (lower case); "" where it has fewer than three consonants."""
    if len(word) < 4 or not word.isascii():
        return ""
    text = re.sub(r"'.*$", "", word)
    text = re.sub(r"([aeiou])r(?![aeiou])", r"\1", text)  # the silent r of Carter: 卡特, カーター
    out = text
    for pattern, value in _LATIN:
        out = re.sub(pattern, value, out)
    return _skeleton_key(re.sub(r"[^sjfkdbrnm]", "", out).replace("f", "b"))


def _kana(run: str) -> str:
    _, table = _tables()
    return _skeleton_key(_merge("".join(table.get(c, "") for c in run)))


def _hangul(word: str) -> str:
    out = []
    for c in word:
        lead, rest = divmod(ord(c) - 0xAC00, 588)
        out += [_HANGUL_LEAD[lead], _HANGUL_TAIL[rest % 28]]
    return _skeleton_key(_merge("".join(out).replace("-", "")))


def phonetic_spans(
    atoms: Sequence[str], known: Collection[str], terms: Collection[str] = frozenset()
) -> list[tuple[int, int, str]]:
    """Runs of atoms that may be a borrowed name and whose skeleton is among ``known``: (first, stop, key).

    Runs that are among ``terms`` are words, not names.
    """
    if not known:
        return []
    han, kana = _tables()
    out: list[tuple[int, int, str]] = []
    for i, atom in enumerate(atoms):
        if "\uac00" <= atom[0] <= "\ud7a3":
            for size in range(len(atom), 1, -1):
                if (key := _hangul(atom[:size])) and key in known:
                    out.append((i, i + 1, key))
                    break
        elif atom in kana and (i == 0 or (atoms[i - 1] not in kana and atoms[i - 1] != "ー")):
            end = i
            while end < len(atoms) and "\u30a1" <= atoms[end] <= "\u30ff":
                end += 1
            if (key := _kana("".join(atoms[i:end]))) and key in known:
                out.append((i, end, key))
        elif atom in han:
            for size in range(5, 1, -1):
                run = atoms[i : i + size]
                if len(run) < size or not all(a in han for a in run) or "".join(run) in terms:
                    continue
                key = _skeleton_key("".join(han[a] for a in run))
                if key and key in known:
                    out.append((i, i + size, key))
                    break
    return out
