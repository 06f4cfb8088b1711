"""Gives services their place in the Vietnamese alphabet, which no database knows."""

from typing import Any

from django.db import migrations, models

from search.folding import alphabetical_key


def place_services(apps: Any, schema_editor: Any) -> None:
    """Work out the place of every service that is there."""
    services = apps.get_model("home", "ServicePage").objects
    for service in services.only("title").iterator():
        services.filter(pk=service.pk).update(title_order=alphabetical_key(service.title)[:350])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_print_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="servicepage",
            name="title_order",
            field=models.CharField(blank=True, default="", editable=False, max_length=350),
        ),
        migrations.AddIndex(
            model_name="servicepage",
            index=models.Index(fields=["title_order"], name="home_service_title_order"),
        ),
        migrations.RunPython(place_services, migrations.RunPython.noop),
    ]
