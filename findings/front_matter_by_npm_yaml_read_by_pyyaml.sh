#!/usr/bin/env bash
# npm `yaml` 2.9.1 and `js-yaml` 5.5.0 as writers, PyYAML 6.0.3 as reader (where an editor in a browser meets a generator
# in Python).
# One expects: a string that one library writes is a string for the other.
# Seen: `yaml` follows YAML 1.2 and quotes nothing that is plain there; PyYAML follows 1.1: a time of day becomes a number
# of minutes, No becomes False, a date a date, and two values are errors. All of js-yaml's come back as they were.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyYAML==6.0.3
npm init --yes > npm.txt
npm install --silent --no-audit --no-fund yaml@2.9.1 js-yaml@5.5.0 > npm.txt

cat > write.mjs <<'NODE'
import YAML from "yaml";
import * as jsYaml from "js-yaml";

const values = ["12:30", "1:20:30", "No", "on", "yes", "2026-03-02", "1_000", "0b11", "=", "<<", "~", "1e3", "a: b"];
for (const value of values) {
  console.log(JSON.stringify(["yaml", value, YAML.stringify({ v: value })]));
  console.log(JSON.stringify(["js-yaml", value, jsYaml.dump({ v: value })]));
}
NODE
node write.mjs > written.txt
venv/bin/python - > seen.txt <<'PYTHON'
import json
import yaml

for line in open("written.txt"):
    library, value, text = json.loads(line)
    try:
        back = yaml.safe_load(text)["v"]
    except yaml.YAMLError as error:
        back = type(error).__name__
    if back != value:
        print(library, text.strip(), "->", repr(back))
PYTHON

cat > expected.txt <<'EXPECTED'
yaml v: 12:30 -> 750
yaml v: 1:20:30 -> 4830
yaml v: No -> False
yaml v: on -> True
yaml v: yes -> True
yaml v: 2026-03-02 -> datetime.date(2026, 3, 2)
yaml v: 1_000 -> 1000
yaml v: 0b11 -> 3
yaml v: = -> 'ConstructorError'
yaml v: << -> 'ConstructorError'
EXPECTED
diff expected.txt seen.txt && echo "as before"
