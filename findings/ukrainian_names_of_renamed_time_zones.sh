#!/usr/bin/env bash
# Babel 2.18.0.
# One expects: the zone of Kyiv has a name in Ukrainian letters, as that of Berlin has one.
# Seen: zones that were renamed (Europe/Kyiv for Kiev, America/Nuuk for Godthab) come out as "time: country (city)" with
# the city in Latin letters, whichever of the two identifiers is asked for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install Babel==2.18.0

venv/bin/python - > seen.txt <<'PYTHON'
from babel.dates import get_timezone_location, get_timezone_name

for zone in ("Europe/Kyiv", "Europe/Kiev", "America/Nuuk", "Europe/Berlin", "Europe/Warsaw"):
    print(zone, "|", get_timezone_location(zone, locale="uk"), "|", get_timezone_name(zone, locale="uk"))
PYTHON

cat > expected.txt <<'EXPECTED'
Europe/Kyiv | час: Україна (Kyiv) | час: Україна (Kyiv)
Europe/Kiev | час: Україна (Kyiv) | час: Україна (Kyiv)
America/Nuuk | час: Гренландія (Nuuk) | час: Гренландія (Nuuk)
Europe/Berlin | час: Німеччина (Берлін) | за центральноєвропейським часом
Europe/Warsaw | час: Польща | за центральноєвропейським часом
EXPECTED
diff expected.txt seen.txt && echo "as before"
