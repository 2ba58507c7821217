"""Markdown of one file -> Body and parts, sanitised, with the facts that other stages need; parts <-> bytes."""

from press.read.body.codec import decode_parts, encode_parts
from press.read.body.convert import Converted, convert, convert_inline

__all__ = ["Converted", "convert", "convert_inline", "decode_parts", "encode_parts"]
