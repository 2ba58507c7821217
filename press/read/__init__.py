"""Files -> Edition: reads content/, config.yaml and layouts/, and collects every mistake as a Problem."""
