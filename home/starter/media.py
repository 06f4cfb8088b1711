"""Pictures and files of the starter content, kept in the authority's own collection."""

from pathlib import Path

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from reform.organisation.models import Authority

FOLDER = Path(__file__).resolve().parent


class StarterMedia:
    """Uploads each picture and file once and hands it out by name."""

    def __init__(self, authority: Authority) -> None:
        """Work for one authority; what it uploads is editable by that authority's editors alone."""
        self.collection = authority.collection or Collection.get_first_root_node()
        self._images: dict[str, AbstractImage] = {}
        self._documents: dict[str, AbstractDocument] = {}

    def image(self, name: str, description: str) -> AbstractImage:
        """Return the picture of that name, uploaded if this is its first use."""
        if name not in self._images:
            path = FOLDER / "pictures" / f"{name}.png"
            with path.open("rb") as source:
                image = get_image_model()(
                    title=description[:255],
                    description=description[:255],
                    collection=self.collection,
                    file=File(source, name=path.name),
                )
                image.full_clean()
                image.save()
            self._images[name] = image
        return self._images[name]

    def document(self, name: str, title: str) -> AbstractDocument:
        """Return the file of that name, uploaded if this is its first use."""
        if name not in self._documents:
            path = FOLDER / "files" / name
            with path.open("rb") as source:
                document = get_document_model()(
                    title=title, collection=self.collection, file=File(source, name=name)
                )
                document._set_document_file_metadata()
                document.save()
            self._documents[name] = document
        return self._documents[name]
