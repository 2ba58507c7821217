"""File names -> what they are: litter of editors and systems, secrets, sources, settings that a host acts on."""

from __future__ import annotations

import re

_LITTER = re.compile(
    r"~$|\.sw[a-p]$|^\.#|^#.*#$|^4913$|^\.DS_Store$|^Thumbs\.db$|^desktop\.ini$|___jb_\w+___$|\.orig$", re.IGNORECASE
)
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
_SECRET_NAMES = re.compile(
    r"\.env(?:\..*)?|\.git|\.hg|\.svn|\.ssh|\.aws|\.netrc|\.pgpass|\.htpasswd|\.npmrc|\.pypirc|\.press-.*"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|jks|kdbx|keystore|bak|md|sqlite|pyc?)|config\.ya?ml",
    re.IGNORECASE,
)
_KEYS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
)
_SIGNS = (b"PRIVATE KEY", b"AKIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")


def is_secret_name(path: str) -> bool:
    """Whether a file's name, or a folder's above it, says that it is not for the public: keys, settings, sources."""
    return any(_SECRET_NAMES.fullmatch(part) for part in path.rstrip("/").split("/"))


def key_in(data: bytes) -> int | None:
    """Return where in a file's bytes something begins that looks like a secret key, None where nothing does."""
    if not any(sign in data for sign in _SIGNS):  # ten times as quick, and it is nearly always so
        return None
    found = _KEYS.search(data)
    return found.start() if found else None


def is_litter(name: str) -> bool:
    """Whether a name is one that editors and systems give to files that nobody wrote: `.x.swp`, `x~`, `4913`."""
    return bool(_LITTER.search(name))


# What web servers and hosts read as settings, or run: https://httpd.apache.org/docs/2.4/howto/htaccess.html,
# https://www.php.net/manual/configuration.file.per-user.php, https://developers.cloudflare.com/pages/functions/
_SETTINGS = re.compile(
    r"web\.config|php\.ini|_worker\.(?:js|bundle)|_routes\.json|_headers|_redirects|cname|(?:netlify|wrangler|fly)\.toml"
    r"|(?:vercel|now|firebase|staticwebapp\.config|app|host)\.json|dockerfile|procfile|cgi-bin",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(
    r".*\.(?:php\d?|phtml|phps|phar|pht|inc|cgi|fcgi|pl|py[cow]?|rb|sh|bash|aspx?|as[hm]x|axd|cshtml|vbhtml|jspx?|jsf|do"
    r"|cf[mc]|s?html?\.[a-z]{2,5}\.php|shtml?|stm|lua|exe|dll|com|bat|cmd|ps1|jar|war|wasm|htaccess|htpasswd)",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(r".*\.(?:m?js|cjs|xhtml?|xht|xslt?|svgz?|swf)", re.IGNORECASE)
_SERVER_SCRIPTS = re.compile(r".*\.(?:[mc]?[jt]sx?|go|rs)", re.IGNORECASE)
_HOST_FOLDERS = frozenset({"functions", "cgi-bin", "api", "netlify"})
WELL_KNOWN = ".well-known"  # RFC 8615


def host_fault(path: str) -> str:
    """Return why no text may have a file made at a path, which a host would run or read as settings; "" = it may."""
    parts = [part for part in path.split("/") if part]
    for number, part in enumerate(parts):
        if part.startswith(".") and (number or part.casefold() != WELL_KNOWN):
            return f'"{part}" begins with a dot: servers keep such names for settings and repositories'
        if _SETTINGS.fullmatch(part):
            return f'"{part}" is a name that hosts read as settings'
        if _PROGRAMS.fullmatch(part):
            return f'"{part}" is a name that servers run as a program'
    if parts and parts[0].casefold() in _HOST_FOLDERS and _SERVER_SCRIPTS.fullmatch(parts[-1]):
        return f'a script in "{parts[0]}/" is run by some hosts'
    return ""


def power_of(path: str) -> str:
    """Return what a file that is published unchanged can do beyond being shown: "" = nothing.

    `path` is relative to the site. Such files are trusted; a check names them, so that nobody overlooks one.
    """
    name = path.rpartition("/")[2]
    if name == "_worker.js" or path.startswith("functions/"):
        return "some hosts run it on their servers"
    if host_fault(path):
        return "some servers run it, or read it as settings"
    if name.casefold() in {"sw.js", "service-worker.js", "serviceworker.js"}:
        return "as a service worker it can answer for every page below its folder"
    return "browsers may run a script in it" if _SCRIPTS.fullmatch(name) else ""
