from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reform.registers.append_only import install_guard, remove_guard


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install_guard(schema_editor.connection)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_history_and_evidence")]

    operations = [migrations.RunPython(install, remove)]
