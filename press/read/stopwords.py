"""The words of each language that say nothing about a subject, as front matter's `lang` names the language.

Apostrophes are straight and everything is in lower case. A language that is missing here loses little: such words
stand in nearly every piece, and a word that does so weighs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ENGLISH = """
a about above across after again against ago all almost alone along already also although always am among an and
another any anyone anything are aren't around as at away back be became because become becomes been before behind
being below best better between beyond both but by came can can't cannot come comes could couldn't did didn't do does
doesn't doing don't done down during each either else enough even ever every everyone everything far few first for from
further get gets getting give given gives go goes going gone got had hadn't has hasn't have haven't having he he'd
he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if in indeed instead into is
isn't it it'd it'll it's its itself just keep keeps kind last least less let let's like likely little long look lot
made make makes making many may maybe me might mine more most much must my myself near need needs neither never new
next no nobody none nor not nothing now of off often on once one ones only onto or other others our ours ourselves out
over own part per perhaps put quite rather really said same saw say says second see seem seemed seems seen several shall
she she'd she'll she's should shouldn't since so some someone something sometimes soon still such take taken takes
than that that's the their theirs them themselves then there there's therefore these they they'd they'll they're
they've thing things think this those though three through throughout thus to today together told too took toward
towards two under until up upon us use used uses using very via want wanted wants was wasn't way ways we we'd we'll
we're we've well went were weren't what what's whatever when where whether which while who who's whole whom whose why
will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves
"""
_UKRAINIAN = """
а або аби адже але б без би більш більше був буде будемо будете будеш буду будуть будь була були було бути в вам вами
вас ваш ваша ваше ваші весь вже ви від він вона вони воно все всього всьому всі всіх всім втім г де декілька
для до досі дуже є ж же з за завжди замість зараз зі знову і із інакше інколи інша інше інший інші їй їм їх
їхній їхня їхнє їхні її й його йому к коли кожен кожна кожне кожного котрий крім куди лише ледь мав має маємо мають
майже між мене мені ми мій мною може можна можуть моя моє мої на навіть навколо над нам нами нас настільки наш
наша наше наші не неї ней ним ними них ні ніби ніж ніколи ніхто нічого ніщо нього ньому о об один одна
одне одні оскільки ось от отже отож перед під після по поки поруч про просто проте проти раз саме сам сама самі
самого себе скільки скрізь собі стільки сюди та там такий така таке такі також так тебе теж ти тим тими тих
то тобі тобто тоді той того тому треба тут ту у усе усі усього усіх хай хіба хоч хоча хто хтось ці цим цими цих
цього цьому це цей ця цю чи чим через чого чому що щоб щодо щось як яка яке який якого якому якщо якби
якої якою яку якими яких яким які
"""
_RUSSIAN = """
а без бы был была были было быть в вам вас ваш весь во вот все всего всех всё вы где да даже для до его ее ей если
есть ещё еще же за здесь и из или им их к как какой когда кого ко который которая которые которых которого кто ли
либо мне много может можно мой мы на над надо наш не него нее нет ни них но ну о об один однако он она они оно от
очень по под после при про раз с сам себя сейчас со так также такой там тебя тем теперь то тогда того тоже только
том ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот я
"""
_POLISH = """
a aby albo ale ani aż bardzo bez bo być był była było były będzie by ci co czy czyli dla do gdy gdzie go i ich im inne
inny ja jak jako je jednak jego jej jest jeszcze jeśli już każdy kiedy kto która które którego której który którzy
którym których lub ma mają może można my na nad nas nie nich nim niż no o od on ona one oni oraz pod po ponieważ przed
przez przy się są siebie ta tak takie także tam te tego tej ten też to tu tych tylko tym u w we więc wszystko z za ze że
"""
_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis da damit dann das dass
dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer
eines er es etwas euch für gegen hab habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
in ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können man mehr mein meine mich mir mit muss müssen
nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner sich sie sind so soll sollen
sondern sonst um und uns unser unsere unter viel vom von vor war waren was weil weiter welche wenn wer werden wie wieder
will wir wird wo wollen würde würden zu zum zur über
"""
_FRENCH = """
à ai alors après au aucun aussi autre autres aux avait avant avec avoir c'est ce cela ces cet cette ceux chaque comme
d dans de depuis des deux dont du elle elles en encore entre est et été être eu fait faire fois il ils j je jusque l la
le les leur leurs lui m ma mais me même mes moi moins mon n ne ni nos notre nous on ont ou où par parce pas peu peut
plus pour pourquoi qu quand que quel quelle qui s sa sans se sera ses si son sont sous sur t ta te tes ton tous tout
toute
toutes très trop tu un une vers votre vous y
"""
_SPANISH = """
a al algo algunos ante antes aquel así aún aunque cada como con contra cual cuando de del desde donde dos durante e el
él ella ellas ellos en entre era eran es esa ese eso esta está están este esto estos fue fueron ha había han hasta hay
la las le les lo los más me mi mientras mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otro otros
para pero poco por porque pues que qué quien quienes se sea según ser si sí sido sin sino sobre son su sus también tan
tanto te tiene tienen todo todos tu un una uno unos y ya yo
"""
STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(_ENGLISH.split()),
        "uk": frozenset(_UKRAINIAN.split()),
        "ru": frozenset(_RUSSIAN.split()),
        "pl": frozenset(_POLISH.split()),
        "de": frozenset(_GERMAN.split()),
        "fr": frozenset(_FRENCH.split()),
        "es": frozenset(_SPANISH.split()),
    }
)
