"""The Django application."""

from django.apps import AppConfig


class ValidatorConfig(AppConfig):
    name = "validator"
    verbose_name = "DICOM header validator"

    def ready(self) -> None:
        from dicomcheck import checks  # noqa: F401  (registers the system checks; needs the settings)
