#!/usr/bin/env bash
# PyYAML 6.0.3, SafeLoader (Python) and CSafeLoader (libyaml).
# One expects: the C loader is the same reader, only faster.
# Seen: a tab after the colon and a question mark in an address inside of braces are read by libyaml and refused by the
# Python one; an escaped pair of surrogates is the other way round, and comes out as two halves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install PyYAML==6.0.3

venv/bin/python - > seen.txt <<'PYTHON'
import yaml

texts = ("a:\tb\n", "a: {link: http://paper.example/?id=3}\n", 'a: "\\ud83d\\ude00"\n')
for text in texts:
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        try:
            seen = ascii(yaml.load(text, Loader=loader))
        except yaml.YAMLError as error:
            seen = type(error).__name__
        print(ascii(text), loader.__name__, seen)
PYTHON

cat > expected.txt <<'EXPECTED'
'a:\tb\n' SafeLoader ScannerError
'a:\tb\n' CSafeLoader {'a': 'b'}
'a: {link: http://paper.example/?id=3}\n' SafeLoader ParserError
'a: {link: http://paper.example/?id=3}\n' CSafeLoader {'a': {'link': 'http://paper.example/?id=3'}}
'a: "\\ud83d\\ude00"\n' SafeLoader {'a': '\ud83d\ude00'}
'a: "\\ud83d\\ude00"\n' CSafeLoader ScannerError
EXPECTED
diff expected.txt seen.txt && echo "as before"
