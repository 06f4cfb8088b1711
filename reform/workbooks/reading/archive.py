"""Zip archives from strangers: nothing of what their headers promise is believed.

Members are inflated piece by piece and what comes out is counted, so that a bomb is noticed while it
goes off and never stands in memory.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .limits import Limits

ZIP_MARK = b"PK\x03\x04"
# Everything that the zipfile module is known to raise on damaged archives.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    RuntimeError,
    ValueError,
    ArithmeticError,
)

_PIECE = 512 * 1024
_MOST_MEMBERS = 10_000
_MOST_SMALL_PART = 16 * 1024 * 1024
_ENTRY_MARK = b"PK\x01\x02"


class Archive:
    """The members of a zip archive, read under a budget of unpacked bytes.

    Member names are looked up without regard to case, leading slashes or the kind of slash: programs
    write all of them.
    """

    def __init__(self, content: bytes, *, name: str, limits: Limits) -> None:
        """Open an archive.

        Arguments:
            content: the whole file.
            name: of the file, for messages.
            limits: how much may come out of it.

        Raises:
            FileRefused: when it is damaged or has an absurd number of members.
        """
        self.name = name
        self.limits = limits
        self._unpacked = 0
        self._unread: set[str] = set()
        # Counted before zipfile makes an object for each of them.
        if content.count(_ENTRY_MARK) > _MOST_MEMBERS:
            raise bomb(self.name, self.limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except ZIP_ERRORS as error:
            raise damaged(self.name) from error
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in self._zip.infolist():
            self._check_member(member)
            self._members[_plain(member.filename)] = member
        self.restart()

    def __contains__(self, path: str) -> bool:
        return _plain(path) in self._members

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the members, in lower case."""
        return iter(self._members)

    def restart(self) -> None:
        """Begin counting anew, for a second reading of the same archive."""
        self._unpacked = 0
        self._unread = set(self._members)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the content of a member, inflated, in pieces.

        Raises:
            FileRefused: when the member is missing or damaged, or the budget is used up.
        """
        key = _plain(path)
        self._unread.discard(key)
        try:
            with self._zip.open(self._members[key]) as member:
                while piece := member.read(_PIECE):
                    self._unpacked += len(piece)
                    if self._unpacked > self.limits.unpacked_bytes:
                        raise bomb(self.name, self.limits)
                    yield piece
        except ZIP_ERRORS as error:
            raise damaged(self.name) from error

    def part(self, path: str) -> bytes:
        """Return the content of a member that is small in every honest file.

        Raises:
            FileRefused: see `pieces`; also when it is not small.
        """
        collected = bytearray()
        for piece in self.pieces(path):
            collected += piece
            if len(collected) > _MOST_SMALL_PART:
                raise bomb(self.name, self.limits)
        return bytes(collected)

    def check_rest(self) -> None:
        """Inflate the members that nobody asked for, so that the budget covers the whole archive.

        Raises:
            FileRefused: see `pieces`.
        """
        for path in sorted(self._unread):
            for _piece in self.pieces(path):
                pass

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 0x1:
            raise encrypted(self.name)
        # Other methods may ask for gigabytes before the first byte comes out; no office program uses them.
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self.name)


def damaged(name: str) -> FileRefused:
    """Return the refusal of a file that cannot be opened."""
    return FileRefused(
        "damaged",
        _(
            "“%(name)s” is damaged or incomplete. Open it in its program, save it again and "
            "upload it once more."
        )
        % {"name": name},
    )


def bomb(name: str, limits: Limits) -> FileRefused:
    """Return the refusal of a file that unpacks to more than is taken."""
    return FileRefused(
        "bomb",
        _("“%(name)s” unpacks to more than %(limit)d MB. Copy only the table into a new workbook.")
        % {"name": name, "limit": limits.unpacked_bytes // (1024 * 1024)},
    )


def encrypted(name: str) -> FileRefused:
    """Return the refusal of a file that asks for a password."""
    return FileRefused(
        "encrypted",
        _("“%(name)s” is protected by a password. Save it without one and upload it once more.")
        % {"name": name},
    )


def _plain(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").casefold()
