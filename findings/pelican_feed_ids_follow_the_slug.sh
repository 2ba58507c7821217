#!/usr/bin/env bash
# Pelican 4.11.0 with feedgenerator 2.2.1 and Markdown 3.11.3.
# One expects: an entry's id outlives a corrected date and another slug, as RFC 4287 (4.2.6) asks; and a `tag:` in an RSS
# guid says isPermaLink="false".
# Seen: the id holds the day and the address, so that both edits make readers see the piece as new (another hour of the
# same day does not); the guid is a `tag:` URI without the attribute, which by RSS 2.0 means
# that it is an address.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install pelican==4.11.0 feedgenerator==2.2.1 Markdown==3.11.3

mkdir content
cat > pelicanconf.py <<'SETTINGS'
SITEURL = "https://paper.example"
FEED_DOMAIN = SITEURL
SITENAME = AUTHOR = "Paper"
TIMEZONE = "Europe/Kyiv"
PATH = "content"
FEED_ALL_ATOM = "all.atom.xml"
FEED_ALL_RSS = "all.rss.xml"
SETTINGS
build() {
  printf 'Title: The bridge\nDate: %s\nSlug: %s\n\nText.\n' "$1" "$2" > content/bridge.md
  venv/bin/pelican content -s pelicanconf.py -o out -q > log.txt 2>&1
  echo "$1 $2: $(grep -o '<id>tag[^<]*' out/all.atom.xml) $(grep -o '<guid[^<]*' out/all.rss.xml)"
}
{
  build "2026-03-02 08:00" bridge
  build "2026-03-02 18:00" bridge
  build "2026-03-03 08:00" bridge
  build "2026-03-02 08:00" the-bridge
} > seen.txt

cat > expected.txt <<'EXPECTED'
2026-03-02 08:00 bridge: <id>tag:paper.example,2026-03-02:/bridge.html <guid>tag:paper.example,2026-03-02:/bridge.html
2026-03-02 18:00 bridge: <id>tag:paper.example,2026-03-02:/bridge.html <guid>tag:paper.example,2026-03-02:/bridge.html
2026-03-03 08:00 bridge: <id>tag:paper.example,2026-03-03:/bridge.html <guid>tag:paper.example,2026-03-03:/bridge.html
2026-03-02 08:00 the-bridge: <id>tag:paper.example,2026-03-02:/the-bridge.html <guid>tag:paper.example,2026-03-02:/the-bridge.html
EXPECTED
diff expected.txt seen.txt && echo "as before"
