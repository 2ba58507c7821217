"""Markdown of one file -> Body and parts, sanitised, with the facts that other stages need; parts <-> bytes."""

from press.read.markdown.codec import decode_parts, encode_parts
from press.read.markdown.convert import CONVERSION, Converted, Draft, convert, convert_inline, draft_of

__all__ = [
    "CONVERSION",
    "Converted",
    "Draft",
    "convert",
    "convert_inline",
    "decode_parts",
    "draft_of",
    "encode_parts",
]
