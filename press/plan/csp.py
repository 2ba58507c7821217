"""Publication -> Content-Security-Policy: nothing but our own files, plus what config adds.

See https://www.w3.org/TR/CSP3/; a directive that config names gets its sources added.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from press.model.publication import Publication

# What a policy may not say in a page, only in a header (CSP3, 3.3): browsers would complain.
_HEADER_ONLY = frozenset({"frame-ancestors", "report-uri", "sandbox"})


def header_policy(publication: Publication) -> str:
    """Return the policy that the host sends with every file.

    With search it allows WebAssembly, which the search page needs: hosts cannot take a header back for one page.
    The policy that stands in each page does not allow it, and what counts is what both allow.
    """
    return _text(_policy(publication, wasm=publication.search))


def page_policy(publication: Publication, *, wasm: bool = False) -> str:
    """Return the policy that stands in a page itself, for hosts that send no headers."""
    policy = _policy(publication, wasm=wasm)
    return _text({name: sources for name, sources in policy.items() if name not in _HEADER_ONLY})


def _policy(publication: Publication, *, wasm: bool) -> Mapping[str, str]:
    endpoint = urlsplit(publication.corrections.endpoint)
    reports = f" {endpoint.scheme}://{endpoint.netloc}" if endpoint.netloc else ""
    policy = {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "script-src": "'self' 'wasm-unsafe-eval'" if wasm else "'self'",
        "connect-src": "'self'" + reports,
        "manifest-src": "'self'",
        "form-action": "'self'" + reports,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    for directive, sources in publication.csp:
        before = policy.get(directive, "'self'").replace("'none'", "")
        policy[directive] = f"{before} {sources}".strip()
    return policy


def _text(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}".strip() for directive, sources in policy.items())
