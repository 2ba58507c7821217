#!/usr/bin/env bash
# PyStemmer 3.1.0, English.
# One expects: the apostrophe that newspapers print (U+2019) is treated as the one on the keyboard.
# Seen: a possessive with U+2019 keeps its mark in the stem, so that a search for "council" misses "council’s".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyStemmer==3.1.0

venv/bin/python - > seen.txt <<'PYTHON'
import Stemmer

english = Stemmer.Stemmer("english")
for word in ("council's", "council\u2019s", "councils'", "councils\u2019", "children's", "children\u2019s"):
    print(word, english.stemWord(word))
PYTHON

cat > expected.txt <<'EXPECTED'
council's council
council’s council’
councils' council
councils’ councils’
children's children
children’s children’
EXPECTED
diff expected.txt seen.txt && echo "as before"
