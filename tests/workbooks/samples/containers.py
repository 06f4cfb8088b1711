"""Containers of other kinds, broken archives, and what packs a thousandfold."""

from __future__ import annotations

import struct
import zlib


def ole(*streams: str) -> bytes:
    """Return an old Office container whose directory names these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    directory = bytearray()
    for place, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        written = name.encode("utf-16-le")
        entry[: len(written)] = written
        struct.pack_into("<HBBIII", entry, 64, len(written) + 2, 2 if place else 5, 1, *([0xFFFFFFFF] * 3))
        directory += entry
    return bytes(header + table + directory.ljust(512, b"\0"))


def zeros(size: int) -> bytes:
    """Return markup of this size that packs a thousandfold: blanks between two tags."""
    return b"<worksheet>" + b" " * size + b"</worksheet>"


def lying_zip(content: bytes, member: str) -> bytes:
    """Return an archive whose directory claims that a member is small."""
    claimed = bytearray(content)
    name = member.encode()
    for mark, place, length in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = claimed.find(mark)
        while start >= 0:
            if claimed[start + length : start + length + len(name)] == name:
                struct.pack_into("<I", claimed, start + place, 100)
            start = claimed.find(mark, start + 4)
    return bytes(claimed)


def noise(size: int) -> bytes:
    """Return bytes without any order, the same every time."""
    return b"".join(struct.pack("<I", zlib.crc32(str(place).encode())) for place in range(size // 4))
