"""The talks of the judged set: texts written for it, in twelve languages and scripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a talk: the speaker's full name, the words, and the start in whole seconds."""

    name: str
    words: str
    start: int


def _talk(*rows: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(name, words, 3 + 4 * at) for at, (name, words) in enumerate(rows))


IVY, DUNCAN, LEAH = "Ivy Marlow", "Duncan Pryce", "Leah Okoro"
EN = _talk(
    (IVY, "Good evening, and thank you all for coming to the village hall."),
    (DUNCAN, "Thanks for having me, although the stairs nearly finished me."),
    (IVY, "Before we start, can everybody at the back hear us?"),
    (LEAH, "Yes, we can hear you just fine from here."),
    (IVY, "Then let us talk about the old bridge. How long has it been closed?"),
    (DUNCAN, "Since the flood in March, when two of the pillars moved by a hand's width."),
    (LEAH, "My children walk six miles to school because of that bridge."),
    (DUNCAN, "I know, and the council has promised a footbridge before the winter."),
    (IVY, "Who is going to pay for it?"),
    (DUNCAN, "The county pays half, and the rest comes from the lottery fund."),
    (LEAH, "I will believe it when I can walk across it."),
    (IVY, "That seems a fair place to stop. Good night, everybody."),
)
INTERVIEW = _talk(
    (IVY, "When did you first come to work at the lighthouse?"),
    (DUNCAN, "It was the autumn of the year I turned nineteen, straight off a trawler."),
    (IVY, "And what did they pay you in those days?"),
    (DUNCAN, "Next to nothing, but the coal and the paraffin were free, and the silence."),
    (IVY, "Were you ever frightened out there on your own?"),
    (DUNCAN, "Only once, when a gull came through the lantern glass in a gale."),
    (IVY, "How did your wife take to the life?"),
    (DUNCAN, "She kept hens on the rock and swore they laid better than any on the mainland."),
    (IVY, "Would you do it all again?"),
    (DUNCAN, "Tomorrow morning, if they gave me back my knees."),
)
DE = _talk(
    ("Jonas Weber", "Guten Abend und willkommen zu unserer Sendung aus dem alten Wasserwerk."),
    ("Katrin Müller", "Vielen Dank, ich freue mich sehr über die Einladung."),
    ("Jonas Weber", "Frau Müller, wie kam es dazu, dass Sie Glocken gießen?"),
    ("Katrin Müller", "Mein Großvater hatte eine Werkstatt, und als Kind durfte ich den Ofen heizen."),
    ("Jonas Weber", "War das nicht gefährlich für ein Mädchen von acht Jahren?"),
    ("Katrin Müller", "Natürlich, aber damals hat niemand danach gefragt."),
    ("Jonas Weber", "Wie lange dauert es, bis eine große Glocke fertig ist?"),
    ("Katrin Müller", "Ungefähr ein halbes Jahr, wenn die Form beim ersten Mal gelingt."),
    ("Jonas Weber", "Und wenn sie nicht gelingt?"),
    ("Katrin Müller", "Dann weint man einen Tag lang und fängt von vorne an."),
)
FR = _talk(
    ("Claire Dubois", "Bonsoir à tous et merci d'être venus malgré la neige."),
    ("Hugo Lefèvre", "Merci à vous, la route était plus belle que jamais."),
    ("Claire Dubois", "Vous fabriquez des cerfs-volants depuis trente ans, pourquoi ?"),
    ("Hugo Lefèvre", "Parce que ma mère en cousait pour payer le loyer."),
    ("Claire Dubois", "Quel est le plus grand que vous ayez fait voler ?"),
    ("Hugo Lefèvre", "Un dragon de quarante mètres, il a fallu douze personnes pour le retenir."),
    ("Claire Dubois", "Et qu'est-il devenu ?"),
    ("Hugo Lefèvre", "Il est parti en mer pendant un orage et personne ne l'a revu."),
)
ES = _talk(
    ("Marta Ríos", "Buenas tardes y bienvenidos al taller de guitarras de la plaza."),
    ("Pablo Cruz", "Gracias, pasen y cuidado con el serrín del suelo."),
    ("Marta Ríos", "¿Cuántas guitarras salen de aquí cada año?"),
    ("Pablo Cruz", "Doce, una por mes, porque la madera no entiende de prisas."),
    ("Marta Ríos", "¿Y cuál es el secreto de un buen sonido?"),
    ("Pablo Cruz", "Escuchar la tabla antes de cortarla, como hacía mi maestro."),
    ("Marta Ríos", "¿Quién seguirá con el taller cuando usted se jubile?"),
    ("Pablo Cruz", "Mi nieta, que ya afina mejor que yo."),
)
ZH_HANS = _talk(
    ("王小明", "各位晚上好，欢迎来到我们的节目。"),
    ("李静", "谢谢主持人，很高兴能来这里。"),
    ("王小明", "请问您是怎么开始做风筝的？"),
    ("李静", "小时候爷爷教我用竹子扎架子，后来就放不下了。"),
    ("王小明", "一只风筝要做多久？"),
    ("李静", "简单的两天，复杂的要一个多月。"),
    ("王小明", "现在还有年轻人想学吗？"),
    ("李静", "有的，去年村里来了六个学生。"),
)
ZH_HANT = _talk(
    ("陳美惠", "各位聽眾大家好，今天我們來到山上的茶園。"),
    ("林志豪", "歡迎歡迎，路上辛苦了，先喝一杯茶吧。"),
    ("陳美惠", "這片茶園是什麼時候開始種的？"),
    ("林志豪", "是我曾祖父那一代，差不多一百年前。"),
    ("陳美惠", "颱風來的時候怎麼辦？"),
    ("林志豪", "只能把竹棚綁好，然後躲在屋裡祈禱。"),
    ("陳美惠", "您最喜歡哪一個季節的茶？"),
    ("林志豪", "冬天的茶，香氣最沉，餘味也最長。"),
)
JA = _talk(
    ("田中健一", "本日はお忙しいところありがとうございます。"),
    ("佐藤花子", "こちらこそ、よろしくお願いいたします。"),
    ("田中健一", "和紙を作り始めたきっかけは何でしたか。"),
    ("佐藤花子", "祖母の家に古い道具が残っていて、触ってみたのが最初です。"),
    ("田中健一", "一番難しい工程はどこでしょうか。"),
    ("佐藤花子", "冬の冷たい水の中で繊維を均一にするところですね。"),
    ("田中健一", "これからの夢を教えてください。"),
    ("佐藤花子", "村の子どもたちと大きな灯籠を作りたいです。"),
)
KO = _talk(
    ("김민수", "안녕하세요, 오늘은 바닷가 책방에 나와 있습니다."),
    ("박지영", "반갑습니다, 멀리까지 와 주셔서 고맙습니다."),
    ("김민수", "이 책방은 언제 문을 여셨나요?"),
    ("박지영", "칠 년 전 봄에 낡은 창고를 고쳐서 시작했어요."),
    ("김민수", "손님은 주로 어떤 분들인가요?"),
    ("박지영", "배를 기다리는 여행자와 동네 할머니들이 많아요."),
    ("김민수", "가장 기억에 남는 책은 무엇입니까?"),
    ("박지영", "어부가 직접 쓴 일기장을 묶은 시집이에요."),
)
AR = _talk(
    ("سامي حداد", "مساء الخير وأهلا بكم في برنامجنا من المدينة القديمة."),
    ("ليلى منصور", "شكرا جزيلا، أنا سعيدة بوجودي معكم."),
    ("سامي حداد", "متى بدأت العمل في صناعة العود؟"),
    ("ليلى منصور", "كنت في العاشرة حين أعطاني أبي أول قطعة خشب."),
    ("سامي حداد", "ما أصعب شيء في هذه المهنة؟"),
    ("ليلى منصور", "الصبر، لأن الخشب يحتاج إلى سنوات حتى يجف."),
    ("سامي حداد", "وهل يأتي إليك الشباب ليتعلموا؟"),
    ("ليلى منصور", "نعم، عندي اليوم خمسة تلاميذ في الورشة."),
)
RU = _talk(
    ("Анна Орлова", "Добрый вечер, сегодня мы говорим о старых паровозах."),
    ("Игорь Белов", "Здравствуйте, спасибо, что пригласили меня в студию."),
    ("Анна Орлова", "Сколько лет вашему самому старому паровозу?"),
    ("Игорь Белов", "Ему сто двадцать лет, и он до сих пор ходит по воскресеньям."),
    ("Анна Орлова", "Кто помогает вам его чинить?"),
    ("Игорь Белов", "Трое пенсионеров и один очень упрямый школьник."),
    ("Анна Орлова", "Что будет с музеем дальше?"),
    ("Игорь Белов", "Весной мы откроем второе депо и пустим детский поезд."),
)
HI = _talk(
    ("रवि शर्मा", "नमस्कार, आज हम पुराने कुएँ के पास बैठे हैं।"),
    ("मीरा जोशी", "धन्यवाद, गाँव में आपका स्वागत है।"),
    ("रवि शर्मा", "यह कुआँ किसने बनवाया था?"),
    ("मीरा जोशी", "मेरे परदादा ने, जब लगातार तीन साल सूखा पड़ा था।"),
    ("रवि शर्मा", "क्या आज भी इसका पानी मीठा है?"),
    ("मीरा जोशी", "हाँ, गर्मियों में पूरा गाँव यहीं से पानी भरता है।"),
    ("रवि शर्मा", "आगे की क्या योजना है?"),
    ("मीरा जोशी", "हम चारों ओर नीम के पेड़ लगाना चाहते हैं।"),
)
TR = _talk(
    ("Ayşe Yılmaz", "İyi akşamlar, bugün eski bir değirmende konuğuz."),
    ("Kemal Işık", "Hoş geldiniz, çayınız hemen geliyor."),
    ("Ayşe Yılmaz", "Bu değirmen ne zamandan beri çalışıyor?"),
    ("Kemal Işık", "Dedemin dedesi yapmış, iki yüz yıldan fazla oldu."),
    ("Ayşe Yılmaz", "Suyun azaldığı yıllarda ne yapıyorsunuz?"),
    ("Kemal Işık", "Gece bekliyoruz, havuz dolunca sabaha kadar öğütüyoruz."),
    ("Ayşe Yılmaz", "Çocuklarınız bu işi sürdürecek mi?"),
    ("Kemal Işık", "Küçük kızım istiyor, taşı bileylemeyi bile öğrendi."),
)


def minutes(seconds: int) -> str:
    """`0:03`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def clock(seconds: int) -> str:
    """`00:00:03`."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
