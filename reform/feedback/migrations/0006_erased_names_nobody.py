from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("feedback", "0005_note_and_erased_answers"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="citizenmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_on__isnull", True),
                    models.Q(
                        ("note", ""),
                        ("refusal", ""),
                        models.Q(("answer", ""), ("state", "published"), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="feedback_erased_names_nobody",
            ),
        ),
    ]
