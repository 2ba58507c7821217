#!/usr/bin/env bash
# Pyphen 0.17.2, uk_UA.
# One expects: Ukrainian hyphenation parts syllables.
# Seen: single consonants are cut off as parts of their own, which no Ukrainian print allows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install pyphen==0.17.2

venv/bin/python - > seen.txt <<'PYTHON'
import pyphen

hyphenation = pyphen.Pyphen(lang="uk_UA")
for word in ("місто", "сонце", "відповідальність", "аерофотозйомка", "освіта"):
    print(hyphenation.inserted(word))
PYTHON

cat > expected.txt <<'EXPECTED'
мі-с-то
со-н-це
від-по-від-а-ль-ність
ае-ро-фо-то-з-йо-м-ка
ос-ві-та
EXPECTED
diff expected.txt seen.txt && echo "as before"
