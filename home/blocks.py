"""The pieces an article is built from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text. Level 1 is the page's title, so the text starts at level 2."""

    text = blocks.CharBlock(label=_("Text"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Subsection"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture inside the text; who cannot see it gets the alternative text, so it is required."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=200,
        help_text=_("Say what the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Quote"), rows=3)
    speaker = blocks.CharBlock(label=_("Who says it"), max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "home/blocks/quote.html"


class CallOutBlock(blocks.StructBlock):
    """What the reader must not miss."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "home/blocks/call_out.html"


class FileBlock(blocks.StructBlock):
    """A file to download. Its type and size stand in the link text."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, required=False, help_text=_("Empty: the title of the file.")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")


class FileListBlock(blocks.StructBlock):
    """Files that belong to the text."""

    files = blocks.ListBlock(FileBlock(), label=_("Files"), min_num=1)

    class Meta:
        icon = "doc-full-inverse"
        label = _("File list")
        template = "home/blocks/file_list.html"


class VideoLinkBlock(blocks.StructBlock):
    """A video elsewhere, as a plain link: nobody's visit is reported to another site by reading ours."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    url = blocks.URLBlock(label=_("Address"))
    content = blocks.TextBlock(
        label=_("What is shown and said"),
        rows=3,
        help_text=_("For people who cannot watch or hear the video."),
    )

    class Meta:
        icon = "media"
        label = _("Video link")
        template = "home/blocks/video_link.html"


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
    )


class BodyBlock(blocks.StreamBlock):
    """The text of a page, piece by piece."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=TEXT_FEATURES)
    picture = PictureBlock()
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
    return [block.value["image"] for block in body if block.block_type == "picture"]
