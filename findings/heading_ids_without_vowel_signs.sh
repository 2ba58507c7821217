#!/usr/bin/env bash
# Markdown 3.11.3, extension `toc` with its own `slugify_unicode`.
# One expects: the function for text outside of ASCII keeps every word apart.
# Seen: it drops the combining vowel signs of Hindi, Thai, Tamil and Hebrew (Unicode categories Mn and Mc are not `\w`),
# so that two different words get one id, and the second one only a counter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install Markdown==3.11.3

venv/bin/python - > seen.txt <<'PYTHON'
import markdown
from markdown.extensions.toc import slugify_unicode

for word in ("हिन्दी", "สวัสดี", "தமிழ்", "שָׁלוֹם"):
    print(word, slugify_unicode(word, "-"))
settings = {"toc": {"slugify": slugify_unicode}}
print(markdown.markdown("## कि\n\n## की", extensions=["toc"], extension_configs=settings))
PYTHON

cat > expected.txt <<'EXPECTED'
हिन्दी हनद
สวัสดี สวสด
தமிழ் தமழ
שָׁלוֹם שלום
<h2 id="क">कि</h2>
<h2 id="क_1">की</h2>
EXPECTED
diff expected.txt seen.txt && echo "as before"
