"""All DICOM knowledge of dicomcheck. Imports no Django, no Celery and no models."""
