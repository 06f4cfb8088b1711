"""Small files that stand for evidence in the sample data."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def text_file(name: str, *lines: str) -> SimpleUploadedFile:
    """Return a text file that says of itself that it is sample data."""
    body = "\n".join(("DỮ LIỆU MẪU", "", *lines, ""))
    return SimpleUploadedFile(name, body.encode("utf-8"), content_type="text/plain")


def pdf_file(name: str, line: str) -> SimpleUploadedFile:
    """Return a PDF of one page with one line; `line` is plain ASCII, which every PDF font has."""
    text = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    stream = f"BT /F1 14 Tf 60 780 Td (SAMPLE: {text}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return SimpleUploadedFile(name, _assembled(objects), content_type="application/pdf")


def _assembled(objects: list[bytes]) -> bytes:
    """Return a PDF file of numbered objects with its table of where each begins."""
    content = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(content))
    )


def bar_chart(name: str, before: float, after: float) -> SimpleUploadedFile:
    """Return a small picture of two bars, grey before and blue after; without words, so without a font."""
    picture = Image.new("RGB", (320, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((30, 180, 290, 180), fill="black", width=2)
    tallest = max(before, after) or 1
    for left, figure, colour in ((70, before, "#8a94a6"), (190, after, "#1d4f91")):
        height = round(150 * figure / tallest)
        draw.rectangle((left, 180 - height, left + 60, 179), fill=colour)
    content = BytesIO()
    picture.save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")
