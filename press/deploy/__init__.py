"""Built folder -> a host: only differences, in an order that readers never notice, or a refusal."""
