"""A talk with a farmer, in Chinese and in English, written for the tests."""

from __future__ import annotations

# turn in Chinese, the English that was heard
DIALOGUE = [
    ("歡迎大家收聽今天的節目，我們請到了一位農夫。", "Welcome everyone to today's show, we invited a farmer."),
    ("謝謝邀請。", "Thanks for having me."),
    ("你的農場在哪裡？種了多少棵樹？", "Where is your farm? How many trees did you plant?"),
    (
        "農場在山上，靠近一條河。我們有三千五百棵蘋果樹，去年賣了四十九%的水果到德國。",
        "The farm is on the mountain, near a river. We have thirty five hundred apple trees, "
        "and last year we sold forty nine percent of the fruit to Germany.",
    ),
    ("天氣對你們有什麼影響？", "How does the weather affect you?"),
    (
        "冬天太冷，很多花都死了。我們投資了兩百萬美元買新的機器，銀行給了我們一筆貸款。",
        "The winter was too cold, and a lot of the flowers died. We invested $2 million in new machines, "
        "the bank gave us a loan.",
    ),
    ("傑森是你的兄弟嗎？他也在這裡工作？", "Is Jason your brother? Does he work here as well?"),
    ("是的，他負責網站和市場。", "Yes, he is responsible for the website and the market."),
    ("孩子們喜歡學校嗎？", "Do the children like school?"),
    (
        "他們每天早上走路去學校，老師教他們音樂和數學。",
        "They walk to school every morning, and the teacher teaches music and mathematics.",
    ),
    ("未來你有什麼計劃？", "What are your plans for the future?"),
    ("我想寫一本書，講我們家庭的歷史。", "I want to write a book about the history of our family."),
    ("太好了，謝謝你今天來。", "Great, thank you for coming today."),
]

# more of the same talk, so that a passage has something to stand out from
MORE = [
    ("你第一次見到這條河是什麼時候？", "When did you see this river for the first time?"),
    (
        "那是一九八七年的夏天，我們開車去看我的祖母。她住在一間小房子裡，門前有一座橋，每天晚上火車經過。",
        "That was in the summer of 1987, we drove to see my grandmother. She lived in a small house, in front of the "
        "door there was a bridge, and every night the train went by.",
    ),
    ("她也種蘋果嗎？", "Did she grow apples too?"),
    (
        "沒有，她養了十二頭牛和兩匹馬，早上五點起床，把牛奶賣給城裡的醫院。冬天路上有雪，她就用馬送貨。",
        "No, she kept twelve cows and two horses, got up at five in the morning, and sold the milk to the hospital in "
        "the city. In winter there was snow on the road, so she used the horses to deliver.",
    ),
    ("你們的工人從哪裡來？", "Where do your workers come from?"),
    (
        "大部分是學生，放假的時候來三個星期。我們付他們工資，給他們食物和床，晚上大家一起唱歌跳舞。",
        "Most of them are students, who come for three weeks during their holidays. We pay them wages, give them food "
        "and a bed, and in the evening everybody sings and dances together.",
    ),
    ("政府有幫助你們嗎？", "Does the government help you?"),
    (
        "有一點。去年總統訪問了我們的村子，他答應修一條新的路，可是到現在什麼都沒有發生，電話也沒有人接。",
        "A little. Last year the president visited our village, he promised to build a new road, but until now nothing "
        "has happened, and nobody answers the phone either.",
    ),
]
