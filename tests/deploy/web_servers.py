"""nginx, Caddy, Apache: the settings of the guide -> a server at a port of this machine."""

from __future__ import annotations

import contextlib
import http.client
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}
HOST = "opinion.example.org"
GUARD = 60.0  # seconds
_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite")


@dataclass(frozen=True)
class WebServer:
    """A running server."""

    port: int

    def ask(self, target: str) -> tuple[int, Mapping[str, str], bytes]:
        """Ask for an address below the domain; return status, headers by small names, and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GUARD)
        try:
            connection.request("GET", target, headers={"Host": HOST})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def needed(name: str) -> None:
    """Skip the test where the server is not here; .ci/run says whether it could be installed."""
    if not shutil.which(PROGRAMS[name]):
        if "PRESS_WEB_SERVERS" in os.environ:
            pytest.fail(f"{name} is to be here")
        pytest.skip(f"NOT CHECKED: {name} is not here to take the guide's settings (.ci/run installs it)")


@contextlib.contextmanager
def web_server(name: str, settings: str, folder: Path) -> Iterator[WebServer]:
    """Run a server with these settings, which name opinion.example.org; `folder` is for its own files."""
    folder.mkdir(parents=True)
    port = _free_port()
    command, environ = {"nginx": _nginx, "caddy": _caddy, "apache": _apache}[name](settings, folder, port)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | environ)
    try:
        end = time.monotonic() + GUARD
        while not _listens(port):
            said = (folder / "log").read_text() + "".join(file.read_text() for file in folder.glob("*.err"))
            assert process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.05)
        yield WebServer(port)
    finally:
        process.terminate()
        process.wait(GUARD)


Started = tuple[list[str], dict[str, str]]


def _nginx(settings: str, folder: Path, port: int) -> Started:
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in _NGINX_TEMPORARY)
    (folder / "site.conf").write_text(settings.replace("listen 80;", f"listen 127.0.0.1:{port};"))
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; {'user root;' if os.geteuid() == 0 else ''} pid {folder}/pid; "
        f"error_log {folder}/nginx.err; events {{}} "
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary} include {folder}/site.conf; }}"
    )
    return ["nginx", "-e", f"{folder}/nginx.err", "-c", f"{folder}/nginx.conf"], {}


_NGINX_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _caddy(settings: str, folder: Path, port: int) -> Started:
    # Without a certificate: the name stands for http alone then.
    site = f"{{\n\tadmin off\n}}\nhttp://{HOST}:{port} " + settings.partition(" ")[2]
    (folder / "Caddyfile").write_text(site)
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"], homes


def _apache(settings: str, folder: Path, port: int) -> Started:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in _MODULES)
    # Run by root, its workers are another's, whom it would not let read what root alone may.
    user = f"User {_OTHER}\n" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"ServerName {HOST}\nPidFile {folder}/pid\nErrorLog {folder}/apache.err\nListen 127.0.0.1:{port}\n{user}"
        f"TypesConfig /etc/mime.types\nDefaultRuntimeDir {folder}\n{modules}" + settings.replace(":80>", f":{port}>")
    )
    return ["apache2", "-f", f"{folder}/apache.conf", "-DFOREGROUND"], {}


_OTHER = next((user.pw_name for user in pwd.getpwall() if user.pw_name in {"www-data", "nobody"}), "nobody")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
