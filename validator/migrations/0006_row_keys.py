from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('validator', '0005_pairing_evidence'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['analysis', 'table', 'key', 'capture'], name='row_key'),
        ),
    ]
