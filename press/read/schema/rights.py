"""The keys below `rights:` in config.yaml: what programs may do with the texts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from press.model.rights import Rights
from press.read.schema.addresses import Email, Web
from press.read.schema.fields import Flag, Keys, mistake, one_of
from press.read.schema.pieces import key

TrainingWord = Annotated[Literal["yes", "no", "licence"], one_of("yes", "no", "licence")]
YesOrNo = Annotated[Literal["yes", "no"], one_of("yes", "no")]


class RightsKeys(Keys):
    """What programs may do with the texts; robots.txt, headers and licence files say the same."""

    training: TrainingWord = key("Whether models may be trained on the texts: yes, no or licence.", "no")
    answers: YesOrNo = key("Whether programs may read the texts to answer readers' questions.", "no", default="yes")
    licence_url: Web = key("The page that says how a licence is had.", "https://example.org/licences/", default="")
    contact: Email = key("An address for questions about licences.", "rights@example.org", default="")
    preferences: Flag = key("true: say it in the notation of the IETF's drafts, too.", "true", default=False)


def _checked(keys: RightsKeys) -> RightsKeys:
    if keys.training == "licence" and not keys.licence_url:
        raise mistake("training by licence needs a page that says how it is had", "licence_url: https://example.org/")
    if keys.training == "yes" and keys.answers == "no":
        raise mistake("who may train on the texts may answer from them", "answers: yes")
    return keys


RightsValue = Annotated[RightsKeys, AfterValidator(_checked)]


def rights_of(keys: RightsKeys | None) -> Rights | None:
    """Return the keys as the model's value."""
    if keys is None:
        return None
    return Rights(keys.training, keys.answers == "yes", keys.licence_url, keys.contact, keys.preferences)
