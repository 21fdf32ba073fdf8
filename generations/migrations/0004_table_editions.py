import django.db.models.deletion
import django.utils.timezone
import generations.models.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('generations', '0003_bound_and_batches'),
    ]

    operations = [
        migrations.CreateModel(
            name='TableEdition',
            fields=[
                ('id', models.UUIDField(default=generations.models.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sandbox', models.BooleanField(editable=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('note', models.CharField(editable=False, max_length=500)),
                ('content', models.JSONField(editable=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('author', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'edition of the tables',
                'verbose_name_plural': 'editions of the tables',
                'ordering': ['-number'],
                'indexes': [models.Index(fields=['sandbox', '-starts_at', '-number'], name='edition_in_force')],
                'constraints': [models.UniqueConstraint(fields=('sandbox', 'number'), name='editions_are_numbered')],
            },
        ),
    ]
