"""The pieces an article is built from.

Each has a preview and a description for the window in which editors choose it. Previews show samples
only, never a picture or a file that somebody uploaded.
"""

from typing import Any

from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
GALLERY_AT_LEAST, GALLERY_AT_MOST = 2, 12


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text. Level 1 is the page's title, so the text starts at level 2."""

    text = blocks.CharBlock(
        label=_("Text"), max_length=150, help_text=_("A few words that say what comes below.")
    )
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Subsection"))],
        default="2",
        help_text=_("A subsection stands under a section, never alone."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a long text. Three sections or more make a list of contents by themselves.")
        template = "home/blocks/heading.html"

    def get_preview_value(self) -> Any:
        """Return a heading."""
        return self.normalize({"text": gettext("What you need to prepare"), "level": "2"})


class PictureBlock(blocks.StructBlock):
    """A picture inside the text; who cannot see it gets the alternative text, so it is required."""

    image = ImageChooserBlock(
        label=_("Picture"), help_text=_("A landscape without words in it, 1,200 pixels or wider.")
    )
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=200,
        help_text=_("Say what the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=200,
        required=False,
        help_text=_("Who, where, when; it stands below the picture for everybody."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("One picture over the width of the text, with a caption.")
        template = "home/blocks/picture.html"
        preview_template = "home/blocks/previews/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one occasion, each with its own words."""

    pictures = blocks.ListBlock(
        PictureBlock(),
        label=_("Pictures"),
        min_num=GALLERY_AT_LEAST,
        max_num=GALLERY_AT_MOST,
        help_text=_("Choose few good ones: every reader's phone loads them all."),
    )

    class Meta:
        icon = "image"
        label = _("Picture gallery")
        description = _("Pictures of one occasion beside each other.")
        template = "home/blocks/gallery.html"
        preview_template = "home/blocks/previews/gallery.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(
        label=_("Quote"), rows=3, help_text=_("Word for word, without quotation marks around it.")
    )
    speaker = blocks.CharBlock(label=_("Who says it"), max_length=150, help_text=_("Name and position."))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words, with name and position.")
        template = "home/blocks/quote.html"

    def get_preview_value(self) -> Any:
        """Return a quote."""
        return self.normalize(
            {
                "text": gettext("I sent the dossier from home and received the result by post."),
                "speaker": gettext("A citizen of the ward"),
            }
        )


class CallOutBlock(blocks.StructBlock):
    """What the reader must not miss."""

    title = blocks.CharBlock(label=_("Title"), max_length=100, help_text=_("For example: Please note."))
    text = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "link", "ul"], help_text=_("One or two sentences.")
    )

    class Meta:
        icon = "warning"
        label = _("Call-out")
        description = _("What readers must not miss, such as a deadline. Once a page at most.")
        template = "home/blocks/call_out.html"

    def get_preview_value(self) -> Any:
        """Return a call-out."""
        text = gettext("The one-stop unit is closed on the afternoon of 31 December.")
        return self.normalize({"title": gettext("Please note"), "text": f"<p>{text}</p>"})


class FileBlock(blocks.StructBlock):
    """A file to download. Its type and size stand in the link text."""

    document = DocumentChooserBlock(
        label=_("File"), help_text=_("PDF for reading, DOCX or XLSX for filling in.")
    )
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, required=False, help_text=_("Empty: the title of the file.")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("One file to download.")


class FileListBlock(blocks.StructBlock):
    """Files that belong to the text."""

    files = blocks.ListBlock(
        FileBlock(), label=_("Files"), min_num=1, help_text=_("Type and size are added to the link.")
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("File list")
        description = _("Forms, plans and other files to download.")
        template = "home/blocks/file_list.html"
        preview_template = "home/blocks/previews/file_list.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the files that are still there."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"files": [file for file in value["files"] if file.get("document")]}


class VideoLinkBlock(blocks.StructBlock):
    """A video elsewhere, as a plain link: nobody's visit is reported to another site by reading ours."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, help_text=_("What the video is about."))
    url = blocks.URLBlock(
        label=_("Address"),
        validators=[
            URLValidator(schemes=["https"], message=_("Write an address that begins with https://."))
        ],
        help_text=_("Begins with https://. Readers get a link; nothing is loaded from there."),
    )
    content = blocks.TextBlock(
        label=_("What is shown and said"),
        rows=3,
        help_text=_("For people who cannot watch or hear the video."),
    )

    class Meta:
        icon = "media"
        label = _("Video link")
        description = _("A link to a video on another site, with its content in words.")
        template = "home/blocks/video_link.html"

    def get_preview_value(self) -> Any:
        """Return a link to a video."""
        return self.normalize(
            {
                "title": gettext("How to apply online"),
                "url": "https://example.vn/video",
                "content": gettext("An officer shows step by step how to send a dossier."),
            }
        )


def sample_table() -> dict[str, Any]:
    """Return a table for the preview."""
    return {
        "columns": [
            {"type": "text", "heading": gettext("Ward")},
            {"type": "number", "heading": gettext("Dossiers")},
        ],
        "rows": [{"values": ["Cát Bi", 1250]}, {"values": ["Đằng Hải", 980]}],
        "caption": gettext("Dossiers received online by ward"),
    }


def sample_text() -> str:
    """Return a paragraph for the preview, as the database keeps it."""
    sentence = gettext("From Monday on, dossiers are received online around the clock.")
    return f"<p>{sentence}</p>"


def table_block() -> TypedTableBlock:
    """Return the table block: columns of text, of whole numbers or of decimal numbers."""
    return TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.IntegerBlock(label=_("Whole number"), required=False)),
            ("decimal", blocks.FloatBlock(label=_("Decimal number"), required=False)),
        ],
        label=_("Table"),
        icon="table",
        description=_("Figures or words in rows and columns. Give every column a heading, and a caption."),
        preview_value=sample_table,
    )


class BodyBlock(blocks.StreamBlock):
    """The text of a page, piece by piece."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        description=_("Paragraphs, lists and links."),
        preview_value=sample_text,
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    table = table_block()
    files = FileListBlock()
    video = VideoLinkBlock()
    call_out = CallOutBlock()


def section_headings(body: blocks.StreamValue) -> list[dict[str, Any]]:
    """Return the level 2 headings with the position that makes their anchor (``muc-3``)."""
    return [
        {"anchor": f"muc-{position}", "text": block.value["text"]}
        for position, block in enumerate(body, start=1)
        if block.block_type == "heading" and block.value["level"] == "2"
    ]


def pictures_in(body: blocks.StreamValue) -> list[Any]:
    """Return the images of a body, for fetching their sizes at once."""
    single = [block.value["image"] for block in body if block.block_type == "picture"]
    return single + gallery_pictures_in(body)


def gallery_pictures_in(body: blocks.StreamValue) -> list[Any]:
    """Return the images of a body's galleries, which are cut to one size."""
    galleries = [block.value["pictures"] for block in body if block.block_type == "gallery"]
    return [picture["image"] for pictures in galleries for picture in pictures]
