"""Whether bytes are a whole PNG file, by the rules of the format (ISO/IEC 15948); no library of pictures is needed."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_MOST_PIXELS = 40_000_000


def why_no_png(content: bytes) -> str:
    """What is wrong with a PNG file; empty if its parts are whole and its lines are all there."""
    if not content.startswith(_SIGNATURE):
        return "is no PNG picture"
    head, data, palette, ended, at = b"", [], False, False, len(_SIGNATURE)
    while at + 12 <= len(content) and not ended:
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if check != struct.pack(">I", zlib.crc32(kind + body)):
            return "is a damaged PNG picture"
        head = head or (body if kind == b"IHDR" and at == len(_SIGNATURE) else b"")
        data += [body] if kind == b"IDAT" else []
        palette, ended, at = palette or kind == b"PLTE", kind == b"IEND", at + 12 + length
    return _wrong(head, data, palette) if ended and len(head) == 13 else "is a PNG picture that breaks off"


def _wrong(head: bytes, data: list[bytes], palette: bool) -> str:
    wide, high, depth, colours, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    known = depth in _DEPTHS.get(colours, ()) and packing == filtering == 0 and interlace in (0, 1)
    if not known or not wide or not high or (colours == 3 and not palette):
        return "is a PNG picture of a kind that does not exist"
    if wide * high > _MOST_PIXELS:
        return f"is a picture of {wide} x {high} pixels, more than can be drawn; make it smaller"
    line = -(-wide * depth * _CHANNELS[colours] // 8) + 1
    unpacker = zlib.decompressobj()
    try:
        lines = unpacker.decompress(b"".join(data), line * high * 2 + 64)
    except zlib.error:
        return "is a damaged PNG picture"
    whole = len(lines) == line * high if interlace == 0 else bool(lines)
    right = interlace == 1 or all(lines[at] <= 4 for at in range(0, len(lines), line))
    return "" if unpacker.eof and whole and right else "is a PNG picture that breaks off"
