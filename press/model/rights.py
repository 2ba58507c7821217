"""What programs may do with the texts, said once; each notation for machines is derived from it here.

Sources: robots.txt (RFC 9309); the TDM Reservation Protocol (https://www.w3.org/community/reports/tdmrep/
CG-FINAL-tdmrep-20240510/); Really Simple Licensing 1.0 (https://rslstandard.org/rsl); draft-ietf-aipref-attach-05 and
draft-ietf-aipref-vocab-06, two drafts of the IETF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Training = Literal["yes", "no", "licence"]
Crawlers = Literal["allow", "search-only", "none"]  # what robots.txt lets crawlers of AI companies read


@dataclass(frozen=True, slots=True)
class Rights:
    """The publisher's answer to programs that read the texts.

    `training`: whether models may be trained on them: yes, no, or by a licence that `licence_url` tells of.
    `answers`: whether programs may read them to answer a reader's question. `contact`: an e-mail address for licences.
    `has_preferences`: say it in the notation of the IETF's drafts, too.
    """

    training: Training
    answers: bool = True
    licence_url: str = ""
    contact: str = ""
    has_preferences: bool = False

    @property
    def crawlers(self) -> Crawlers:
        """What robots.txt says to crawlers of AI companies."""
        if self.training == "yes":
            return "allow"
        return "search-only" if self.answers else "none"

    @property
    def reservation(self) -> Literal[0, 1]:
        """The value of `tdm-reservation`: 1 reserves the rights, 0 does not."""
        return 0 if self.training == "yes" else 1

    @property
    def preferences(self) -> str:
        """The value of the header `Content-Usage`, "" for none."""
        if not self.has_preferences:
            return ""
        return "train-ai=y" if self.training == "yes" else "train-ai=n"

    @property
    def permitted(self) -> tuple[str, ...]:
        """The uses that the RSL licence permits, by RSL's names. Training by licence is permitted for a payment."""
        return (*(("ai-train",) if self.training != "no" else ()), *(("ai-input",) if self.answers else ()), "search")

    @property
    def prohibited(self) -> tuple[str, ...]:
        """The uses that the RSL licence prohibits, by RSL's names."""
        return (*(("ai-train",) if self.training == "no" else ()), *(() if self.answers else ("ai-input",)))


def tdm_statements(rights: Rights, base: str) -> tuple[Mapping[str, object], ...]:
    """Return what `/.well-known/tdmrep.json` holds at a domain's root for a site below the path `base`."""
    policy = {"tdm-policy": rights.licence_url} if rights.licence_url else {}
    return ({"location": f"{base}*", "tdm-reservation": rights.reservation, **policy},)
