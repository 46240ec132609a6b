"""Small words that hold a phrase together, per language: where not to end a line, and where to begin one.

From the line-break rules of Netflix, BBC (3.4) and TED: break before conjunctions and prepositions; never between
an article and its noun, a preposition and its phrase, an auxiliary or a negation and its verb, a title and a name.
Short closed lists; a word that is missing only makes a break a little less good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from turncue.text.language import base_language

__all__ = ["NONE", "TABLES", "Linking", "linking"]


@dataclass(frozen=True, slots=True)
class Linking:
    """Lower-case words of one language.

    ``joins``: a break before them is good (conjunctions, relative words); ``leads``: a break before them is fair
    and after them bad (prepositions); ``holds``: a break after them is bad (articles, possessives, auxiliaries,
    negations, pronoun subjects); ``titles``: a name follows. ``leans``: words that belong to the one before them
    (Hindi postpositions, Korean dependent nouns), a break before them is bad. ``capitals_ambiguous``: a capital
    does not mark a name, since every noun has one (German).
    """

    joins: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    leans: frozenset[str] = frozenset()
    capitals_ambiguous: bool = False


NONE = Linking()


def _table(joins: str, leads: str, holds: str, titles: str, leans: str = "") -> Linking:
    """The table of one language; each argument is a list of words with spaces between."""
    sets = [frozenset(words.split()) for words in (joins, leads, holds, titles, leans)]
    return Linking(sets[0], sets[1], sets[2], sets[3], sets[4])


TABLES: Mapping[str, Linking] = {
    "en": _table(
        "and but or nor so because although though while whereas if unless until when whenever where wherever which "
        "who whom whose that than as since after before once whether why how what plus yet except",
        "of in on at to for from with by about into onto over under between among through during without within "
        "against toward towards across behind beyond like near upon via per around along above below off out up",
        "a an the this that these those my your his her its our their some any each every no not very so too quite "
        "really just such both all half another other "
        "i you he she it we they i'm you're he's she's it's we're they're i've you've we've they've i'll you'll "
        "he'll she'll it'll we'll they'll i'd you'd he'd she'd we'd they'd "
        "am is are was were be been being do does did have has had will would shall should can could may might must "
        "don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't haven't hasn't "
        "hadn't ain't let's there's that's what's gonna wanna gotta more most less least one two three four five "
        "six seven eight nine ten hundred thousand million billion first second last next",
        "mr mrs ms miss dr prof professor president senator governor judge justice captain saint st sir lady lord "
        "king queen pope general colonel sergeant father sister brother uncle aunt mount mt",
    ),
    "es": _table(
        "y e o u pero mas sino porque aunque mientras si cuando donde como que quien quienes cual cuales cuyo pues "
        "ni entonces",
        "a ante bajo con contra de del al desde durante en entre hacia hasta mediante para por según sin sobre tras",
        "el la los las lo un una unos unas mi tu su mis tus sus nuestro nuestra nuestros nuestras este esta estos "
        "estas ese esa esos esas aquel aquella no muy más menos tan yo tú él ella nosotros ellos ellas usted ustedes "
        "me te se nos le les he has ha hemos han había es son era fue ser está están estaba cada todo toda "
        "todos todas",
        "señor señora señorita sr sra srta don doña doctor doctora dr dra profesor profesora presidente san santa",
    ),
    "fr": _table(
        "et ou mais donc or ni car parce puisque quand lorsque comme si que qui quoi dont où alors tandis",
        "à au aux de du des dans en par pour sans sous sur avec chez contre depuis derrière devant entre vers "
        "pendant avant après selon",
        "le la les un une l' d' mon ton son ma ta sa mes tes ses notre votre leur nos vos leurs ce cet cette ces ne "
        "pas je tu il elle on nous vous ils elles me te se lui y très plus moins si trop ai as a avons avez ont est "
        "sont était étaient être avoir suis es c'est j'ai n'est qu'il qu'elle chaque tout toute tous toutes",
        "monsieur madame mademoiselle m mme mlle docteur dr professeur président saint sainte maître",
    ),
    "de": replace(
        _table(
            "und oder aber denn sondern weil dass daß ob wenn als während obwohl damit bevor nachdem sobald falls wie "
            "wo der die das welcher welche welches wer was warum sowie",
            "in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um über unter vor hinter "
            "neben zwischen seit bis trotz wegen ins ans",
            "ein eine einen einem einer eines den dem des mein meine dein deine sein seine ihr ihre unser unsere euer "
            "dieser diese dieses diesen diesem jeder jede jedes kein keine keinen nicht sehr so zu ich du er sie es "
            "wir ist sind war waren bin bist hat haben hatte wird werden wurde kann können muss soll will nur noch "
            "auch",
            "herr frau herrn dr doktor prof professor präsident präsidentin sankt",
        ),
        capitals_ambiguous=True,
    ),
    "it": _table(
        "e ed o od ma però perché poiché mentre se quando dove come che chi cui quale quali anche né quindi dunque",
        "a ad al allo alla ai agli alle di del dello della dei degli delle da dal dallo dalla dai in nel nello nella "
        "nei nelle con col su sul sulla sui per tra fra senza contro verso",
        "il lo la i gli le un uno una l' un' mio mia miei mie tuo tua suo sua suoi sue nostro nostra vostro loro "
        "questo questa questi queste quello quella quei non più meno molto così io tu lui lei noi voi mi ti si ci vi "
        "è sono era ho hai ha abbiamo hanno ogni tutto tutta tutti tutte",
        "signor signora signorina sig dott dottor dottoressa prof professor professore presidente san santa don",
    ),
    "pt": _table(
        "e ou mas porém porque pois embora enquanto se quando onde como que quem qual quais cujo nem então",
        "a ao aos à às ante até com contra de do da dos das desde em no na nos nas entre para pra por pelo pela "
        "pelos pelas sem sob sobre",
        "o os as um uma uns umas meu minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas este esta "
        "estes estas esse essa esses essas aquele aquela não muito mais menos tão eu tu ele ela nós eles elas você "
        "vocês me te se lhe é são era foi ser está estão estava tem têm tinha cada todo toda todos todas",
        "senhor senhora sr sra dom dona doutor doutora dr dra professor professora presidente são santo santa",
    ),
    "ru": _table(
        "и а но или либо что чтобы если когда где как который которая которое которые потому поэтому хотя пока чем "
        "ли зато",
        "в во на с со к ко по о об от до из за у для без при про через над под между перед",
        "не ни я ты он она оно мы вы они мой моя моё мои твой его её наш ваш их этот эта это эти тот та те очень "
        "самый самая самое бы был была было были будет",
        "господин госпожа г-н г-жа доктор профессор президент",
    ),
    "ar": _table(
        "و أو ثم لكن ولكن لأن لأنه لأنها إذا عندما حين حيث بينما الذي التي الذين أن إن كما حتى فإن وإن ولأن وإذا",
        "في من إلى على عن مع بين عند منذ خلال حول ضد نحو تحت فوق قبل بعد دون أمام وراء لدى وفي ومن وعلى ومع إلي",
        "لا لم لن ما ليس ليست قد سوف هذا هذه ذلك تلك هؤلاء كل بعض أي غير هو هي نحن أنا أنت هم كان كانت كنا يكون تكون "
        "ولا ولم ولن يا",
        "السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة الرئيس الشيخ القاضي",
    ),
    "he": _table(
        "או אבל כי אם כאשר כש למרות אלא לכן וגם ואם וכי ואבל",
        "של על עם אל את בין לפני אחרי תחת מעל ליד בלי עד מן מתוך לפי כמו נגד",
        "לא זה זו זאת אלה כל איזה אין יש הוא היא הם הן אני אתה את אנחנו אתם היה הייתה היו יהיה מאוד יותר גם רק",
        "מר גברת דוקטור פרופסור הנשיא הרב",
    ),
    "ko": _table(
        "그리고 그러나 하지만 그래서 그런데 그러면 또는 또한 즉 왜냐하면 만약 따라서",
        "",
        "이 그 저 안 못 더 가장 매우 아주 너무 꽤 제 내 네 우리 모든 각 몇 한 두 세 네 첫 다른 어떤 무슨 이런 "
        "그런 저런 약",
        "",
        "것 것은 것이 것을 것도 것만 것들 것과 것의 것으로 것입니다 것이다 것이죠 것인지 거 거예요 거죠 수 때 "
        "때는 때문에 때문 중 중에 등 뿐 "
        "뿐만 만큼 듯 대로 채 적이 지 있습니다 있는 있다 있을 있고 있죠 있어요 있으며 없습니다 없는 없다 없을 "
        "없고 없죠 없어요 합니다 됩니다 "
        "했습니다 하는 한다 보겠습니다 봅시다 줍니다 싶은 싶습니다 않습니다 않은 않는 않고",
    ),
    "hi": _table(
        "और या लेकिन पर परंतु क्योंकि अगर यदि जब तब तो कि जो जिस जिसे इसलिए फिर मगर",
        "",
        "यह वह ये वे इस उस इन उन मेरा मेरी मेरे आपका आपकी आपके हमारा हमारी हमारे उनका उनकी उनके एक नहीं न मत बहुत सब हर कुछ कोई",
        "श्री श्रीमती डॉ डॉक्टर प्रोफेसर",
        "का के की को से में पर ने तक वाला वाली वाले है हैं हूँ था थी थे हो रहा रही रहे गया गई गए लिए साथ बाद पास",
    ),
    "zh": _table(
        "但是 但 可是 不過 不过 然而 所以 因此 因為 因为 如果 雖然 虽然 而且 或者 還是 还是 以及 然後 然后 那麼 那么 "
        "於是 于是 當 当 而 並且 并且 比如 例如 其實 其实",
        "在 把 被 從 从 對 对 向 給 给 讓 让 用 以 為 为 比 由 往 將 将 於 于",
        "和 與 与 跟 及 或 是 不 沒 没 很 太 最 更 也 都 就 才 會 会 要 想 能 可以 可 該 该 "
        "應該 应该 沒有 没有 一 二 三 四 五 六 七 八 九 十 百 千 萬 万 億 亿 兩 两 幾 几 這 "
        "这 那 每 各 某 第 我 你 他 她 它 我們 我们 你們 你们 他們 他们 有 請 请 所 非常 一個 "
        "一个 這個 这个 那個 那个 有些 這些 这些 那些 "
        "任何 所有 某 某種 某种 整個 整个 每個 每个 許多 许多 其 您 您的 我的 你的 "
        "他的 她的 我們的 我们的 他們的 他们的 "
        "正在 已經 已经 曾 曾經 曾经 必須 必须 需要 能夠 能够 應 应 將會 将会 不會 不会 不是 不能 只 只是 還 "
        "还 又 再 是否 "
        "至少 大約 大约",
        "",
    ),
}


def linking(language: str | None) -> Linking:
    """The table for a BCP 47 tag; an empty one where there is none."""
    return TABLES.get(base_language(language) or "", NONE)
