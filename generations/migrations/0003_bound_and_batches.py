import django.db.models.deletion
import django.utils.timezone
import generations.models.ids
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_modes_over(apps, schema_editor):
    """Give every clip the mode of the request that made it."""
    Generation = apps.get_model('generations', 'Generation')
    Video = apps.get_model('generations', 'Video')
    made = Generation.objects.filter(pk=OuterRef('generation_id')).order_by()
    Video.objects.update(mode=Subquery(made.values('mode')[:1]))


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('generations', '0002_operator'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=generations.models.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sandbox', models.BooleanField(editable=False)),
                ('takes', models.PositiveSmallIntegerField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='generation',
            options={'ordering': ['-id'], 'permissions': [('look_up_generation', 'May have a request looked up again'), ('cancel_generation', "May cancel a person's waiting request"), ('give_up_generation', 'May mark a request as lost'), ('refund_generation', 'May refund a request'), ('settle_generation', 'May say whether a lost request arrived')], 'verbose_name': 'request', 'verbose_name_plural': 'requests'},
        ),
        migrations.AddField(
            model_name='generation',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='generations.batch'),
        ),
        migrations.AddField(
            model_name='generation',
            name='bound_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='generations.gatewayaccount'),
        ),
        migrations.AddField(
            model_name='quote',
            name='parts',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='video',
            name='family',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='video',
            name='mode',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AlterField(
            model_name='video',
            name='model',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name='video',
            index=models.Index(condition=models.Q(('family__isnull', False)), fields=['owner', 'family'], name='families'),
        ),
        migrations.RunPython(take_modes_over, migrations.RunPython.noop),
    ]
