"""Files: received for a capture."""

import json

from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError

from validator.api.endpoint import require_token
from validator.intake import browser, spool
from validator.services import captures, cases, uploads
from validator.services.captures import SEALED
from validator.services.errors import Full, Invalid, Sealed, ServiceError, TooLarge


def receive(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """A multipart body with any number of files, under any field name.

    Names are those of the parts. A browser cuts folders off them, and a part whose header is longer than 1,024 bytes
    is lost: so a field ``paths``, a JSON list with one path for each file in order, goes before the names.
    """
    try:
        case = cases.find(request.user, number)
        capture = captures.find(case, position)
        if capture.sealed_at is not None:
            raise Sealed(SEALED)
    except ServiceError:
        browser.drop(request)
        raise
    fields, arrivals, handler = parse(request)
    try:
        require_token(request, fields)
        names = named(fields, [arrival.sent_name for arrival in arrivals])
        arrived = [
            uploads.Arrived(name, arrival.part, arrival.is_too_large)
            for name, arrival in zip(names, arrivals, strict=True)
        ]
        outcomes = uploads.receive(request.user, case, capture, arrived)
    finally:
        handler.discard()
    status = 413 if all(outcome.state == "refused" for outcome in outcomes) else 201
    return JsonResponse({"files": [outcome._asdict() for outcome in outcomes]}, status=status)


def parse(request: HttpRequest) -> tuple[QueryDict, list[browser.Arrival], browser.SpoolUploadHandler]:
    """The fields and the files in the order in which they were sent."""
    try:
        fields, files, handler = browser.receive(request)
    except TooManyFilesSent as error:
        raise TooLarge("These are too many files for one request: send them in several.") from error
    except browser.UploadBroken as error:
        raise Invalid("The connection broke before all had come, so nothing was kept: send it again.") from error
    except MultiPartParserError as error:
        raise Invalid(
            "Send the files as multipart/form-data, as a browser's form does. File names longer than 1,000 bytes go "
            "into the field 'paths'."
        ) from error
    except SuspiciousOperation as error:
        raise Invalid("The fields beside the files are too many or too long: send files and 'paths' only.") from error
    except spool.SpoolFull as error:
        raise Full("There is no room left on the disk, so nothing was kept. Make room and send it again.") from error
    arrivals = [file for _, group in files.lists() for file in group if isinstance(file, browser.Arrival)]
    if not arrivals:
        raise Invalid(
            "There was no file in this request. File names longer than 1,000 bytes go into the field 'paths'."
        )
    return fields, handler.in_order(arrivals), handler


def named(fields: QueryDict, sent: list[str]) -> list[str]:
    """The name of each file: from the field ``paths`` where there is one. Raises ``Invalid``."""
    manifest = fields.get("paths")
    if manifest is None:
        return sent
    try:
        paths = json.loads(manifest)
    except (ValueError, RecursionError) as error:
        raise Invalid("The field 'paths' is not JSON: send a list of texts.") from error
    if not isinstance(paths, list) or not all(isinstance(path, str) and path for path in paths):
        raise Invalid("The field 'paths' must be a list of texts, one for each file.")
    if len(paths) != len(sent):
        raise Invalid(
            f"The field 'paths' names {len(paths)} files, but {len(sent)} arrived, so nothing was kept. "
            "Give the file parts short names, and put the paths into this field only."
        )
    return paths
