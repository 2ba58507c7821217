#!/usr/bin/env bash
# Babel 2.18.0.
# One expects: the marks of CLDR's `delimiters` (quotationStart, alternateQuotationStart …), since Babel packs the CLDR.
# Seen: no locale has them; a program that needs them has to bring them from the CLDR itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install Babel==2.18.0

venv/bin/python - > seen.txt <<'PYTHON'
import babel
from babel import Locale
from babel.localedata import load, locale_identifiers

print(babel.__version__, len(locale_identifiers()) > 1000)
print([name for name in locale_identifiers() if any("delimiter" in key or "quot" in key for key in load(name))])
print(sorted(name for name in dir(Locale.parse("de")) if "quot" in name or "delim" in name))
PYTHON

cat > expected.txt <<'EXPECTED'
2.18.0 True
[]
[]
EXPECTED
diff expected.txt seen.txt && echo "as before"
