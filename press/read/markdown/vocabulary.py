"""The HTML that a piece may hold: elements, attributes, classes and schemes of addresses; and all there is."""

from __future__ import annotations

import re

ELEMENTS = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt"
    " em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small"
    " span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset("id class lang dir title align".split()),
    "a": frozenset("href hreflang name".split()),
    "abbr": frozenset({"title"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset("cite datetime".split()),
    "details": frozenset({"open"}),
    "img": frozenset("src alt width height".split()),
    "ins": frozenset("cite datetime".split()),
    "li": frozenset({"value"}),
    "ol": frozenset("start reversed type".split()),
    "q": frozenset({"cite"}),
    "td": frozenset("colspan rowspan headers".split()),
    "th": frozenset("colspan rowspan headers scope abbr".split()),
    "time": frozenset({"datetime"}),
}
# Classes that layouts know; `language-…` on code comes from a fence. Everything else a writer's class may say
# would depend on styles that are not there.
CLASSES = frozenset(
    "pull lead small embed toc footnote footnote-ref footnote-backref align-left align-right align-center".split()
)
LANGUAGE_CLASS = re.compile(r"language-[a-z0-9_+-]{1,40}")
SCHEMES = frozenset("http https mailto tel".split())
SUSPECT_SCHEMES = frozenset("javascript vbscript data file blob".split())
TRUSTED_SCHEMES = SCHEMES | frozenset("ftp sms geo".split())

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Their text is no HTML; a parser takes all up to the closing tag.
OPAQUE = frozenset("script style iframe noembed noframes xmp".split())
# Their text was never meant for readers and goes with them.
SWALLOWED = frozenset("script style".split())
# What stands as a block of its own at the top of a piece; anything else there is a line of text.
BLOCKS = frozenset(
    "address article aside blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul"
    " center dir fieldset footer form header main nav script style iframe object video audio svg".split()
)
# A name that is not here is the writer's own word in angle brackets, such as <your-name>.
EVERY_ELEMENT = (
    ELEMENTS
    | BLOCKS
    | VOID
    | OPAQUE
    | frozenset(
        "acronym applet basefont bgsound big blink body button canvas command content data datalist dialog element"
        " font frame frameset head hgroup html image isindex keygen label legend listing map marquee math menu"
        " menuitem meter multicol nextid nobr noscript optgroup option output picture plaintext portal progress"
        " rb rtc search select shadow slot spacer strike template textarea title tt track"
        " animate animatemotion animatetransform circle clippath defs desc ellipse feimage filter foreignobject g"
        " handler line lineargradient listener marker mask metadata mpath path pattern polygon polyline"
        " radialgradient rect set stop switch symbol text textpath tspan use view"
        " annotation annotation-xml maction mglyph malignmark merror mfrac mi mn mo mover mphantom mrow ms mspace"
        " msqrt mstyle msub msup mtable mtd mtext mtr munder semantics".split()
    )
)
