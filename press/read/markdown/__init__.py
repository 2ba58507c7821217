"""Markdown of one file -> Body and parts, sanitised, with the facts that other stages need; parts <-> bytes."""

from press.read.markdown.codec import decode_parts, encode_parts
from press.read.markdown.convert import BodyText, Converted, convert_body, convert_inline

__all__ = ["BodyText", "Converted", "convert_body", "convert_inline", "decode_parts", "encode_parts"]
