"""``manage.py sample``: make the sample case, where there never was a case or where it is asked for again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from validator.services import sample


class Command(BaseCommand):
    help = "Make the sample case, unless there are or were cases already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="also where there are cases already")

    def handle(self, *args: Any, **options: Any) -> None:
        case = sample.create() if options["again"] else sample.create_once()
        if case is None:
            self.stdout.write("There are or were cases already; --again makes the sample nevertheless.")
        else:
            self.stdout.write(f"The sample is case {case.pk}; a worker is analysing it.")
