#!/usr/bin/env bash
# Babel 2.18.0, intervals of dates in Ukrainian.
# One expects: one pattern, longer only by the year, where an interval crosses New Year.
# Seen: the mark after the year changes from one to two letters ("р." and "рр."), the blank before it is U+202F while the
# blanks round the dash are ordinary ones; in English those round the dash are U+2009.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install Babel==2.18.0

venv/bin/python - > seen.txt <<'PYTHON'
from datetime import date
from babel.dates import format_interval

for language in ("uk", "en"):
    for first, last in ((date(2026, 11, 30), date(2026, 12, 2)), (date(2026, 12, 30), date(2027, 1, 2))):
        print(language, ascii(format_interval(first, last, "yMMMd", locale=language)))
PYTHON

cat > expected.txt <<'EXPECTED'
uk '30 \u043b\u0438\u0441\u0442. \u2013 2 \u0433\u0440\u0443\u0434. 2026\u202f\u0440.'
uk '30 \u0433\u0440\u0443\u0434. 2026 \u2013 2 \u0441\u0456\u0447. 2027\u202f\u0440\u0440.'
en 'Nov 30\u2009\u2013\u2009Dec 2, 2026'
en 'Dec 30, 2026\u2009\u2013\u2009Jan 2, 2027'
EXPECTED
diff expected.txt seen.txt && echo "as before"
