from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('generations', '0006_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='gatewayaccount',
            name='callback_families',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='submitattempt',
            name='callback_digest',
            field=models.CharField(blank=True, db_default='', max_length=64),
        ),
        migrations.AddField(
            model_name='submitattempt',
            name='called_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='submitattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('callback_digest', ''), _negated=True), fields=('callback_digest',), name='one_attempt_per_callback'),
        ),
    ]
