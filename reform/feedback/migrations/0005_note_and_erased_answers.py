from django.db import migrations, models

from search.database import build_search_text


def empty_what_names_people(apps, schema_editor):
    """Empty answers and refusals of erased messages, and search for nothing but published words."""
    messages = apps.get_model("feedback", "CitizenMessage").objects.all()
    messages.exclude(erased_on=None).update(refusal="")
    messages.exclude(erased_on=None).exclude(state="published").update(answer="")
    private = list(messages.exclude(state="published").only("pk"))
    for message in private:
        message.search_text = build_search_text(str(message.pk))
    messages.model.objects.bulk_update(private, ["search_text"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("feedback", "0004_help_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="citizenmessage",
            name="note",
            field=models.TextField(blank=True, max_length=5000, verbose_name="note for the unit"),
        ),
        migrations.RunPython(empty_what_names_people, migrations.RunPython.noop),
    ]
