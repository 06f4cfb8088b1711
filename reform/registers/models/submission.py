"""Forms that were sent once, so that sending one twice enters nothing twice."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Submission(models.Model):
    """The token of a form that created something, and what it created."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey("organisation.User", on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.token)
