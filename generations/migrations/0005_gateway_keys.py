from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('generations', '0004_table_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='gatewayaccount',
            name='audition_path',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='gatewayaccount',
            name='key_sealed',
            field=models.TextField(blank=True, db_default='', default='', editable=False),
        ),
        migrations.AddField(
            model_name='gatewayaccount',
            name='key_tail',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=4),
        ),
    ]
