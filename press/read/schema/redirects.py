"""The keys below `redirects:` in config.yaml: older addresses that no text of the section names."""

from __future__ import annotations

import re
from typing import Annotated

from press.read.schema.fields import FieldReader, Flag, Keys, mistake, some_text
from press.read.schema.pieces import key

_FILE = re.compile(r"[\w-][\w.-]*\.csv", re.IGNORECASE)


def _list_file(value: object) -> str:
    text = some_text(value)
    if not _FILE.fullmatch(text):
        raise mistake(f'"{text[:60]}" is no list of redirects next to config.yaml', "{key}: redirects.csv")
    return text


ListFile = Annotated[str, FieldReader(_list_file, {"type": "string"})]
RuleLine = Annotated[str, FieldReader(some_text, {"type": "string"}, blank=False)]


class RedirectKeys(Keys):
    """Older addresses, as an earlier system had them. What stands here is trusted."""

    file: ListFile = key(
        "A list next to config.yaml, a row for each: older address, new one.", "redirects.csv", default=""
    )
    rules: list[RuleLine] = key(
        "Rules of the form OLD NEW, with * and :name in OLD as in _redirects.", '["/2015/* /archive/2015/"]', default=()
    )
    outside: Flag = key("true lets aliases of texts name addresses outside the section.", "true", default=False)
