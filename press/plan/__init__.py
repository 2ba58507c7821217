"""Edition -> Plan: which pages there are, at which addresses, made of which parts. Pure."""
