"""Files: received for a capture, or entered without being sent where their bytes are here already."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError

from validator.api.endpoint import body_of, require_token
from validator.intake import browser, spool
from validator.models import Capture
from validator.services import captures, cases, uploads
from validator.services.captures import SEALED
from validator.services.errors import Full, Invalid, Sealed, ServiceError, TooLarge
from validator.services.uploads import Claim, Outcome

KEY = re.compile(r"[!-~]{1,64}")
"""An Idempotency-Key: visible ASCII characters."""
SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_CLAIMS = 1_000
"""Files that one request may ask for."""


def receive(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """A multipart body with any number of files, under any field name.

    Names are those of the parts. A browser cuts folders off them, and a part whose header is longer than 1,024 bytes
    is lost: so a field ``paths``, a JSON list with one path for each file in order, goes before the names. A request
    with an ``Idempotency-Key`` may be sent again for two days: it gets the same answer, and nothing is entered twice.
    """
    try:
        key = key_of(request)
        case = cases.find(request.user, number)
        capture = captures.find(case, position)
        is_answered = uploads.has_answered(capture, key)
        if capture.sealed_at is not None and not is_answered:
            raise Sealed(SEALED)
    except ServiceError:
        browser.drop(request)
        raise
    fields, arrivals, handler = parse(request, is_wanted=not is_answered)
    try:
        require_token(request, fields)
        paths = named(fields, [arrival.sent_name for arrival in arrivals])
        if is_answered:
            return answer(again(capture, key, paths))
        arrived = [
            uploads.Arrived(path, arrival.part, arrival.is_too_large)
            for path, arrival in zip(paths, arrivals, strict=True)
        ]
        return answer(uploads.receive(request.user, case, capture, arrived, key=key))
    finally:
        handler.discard()


def recognise(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """``{"files": [{"path": …, "sha256": …, "size": …}, …]}``: which of these need not be sent.

    Whose bytes this case holds already is entered under its path (``stored``, or ``known`` where that was done before);
    the others are ``missing``.
    """
    require_token(request)
    case = cases.find(request.user, number)
    capture = captures.find(case, position)
    outcomes = uploads.recognise(request.user, case, capture, claims_of(body_of(request)))
    return JsonResponse({"files": [outcome._asdict() for outcome in outcomes]})


def answer(outcomes: Sequence[Outcome]) -> JsonResponse:
    """What became of files that were sent."""
    status = 413 if all(outcome.state == "refused" for outcome in outcomes) else 201
    return JsonResponse({"files": [outcome._asdict() for outcome in outcomes]}, status=status)


def again(capture: Capture, key: str, paths: Sequence[str]) -> list[Outcome]:
    """The answer that was given before. Raises ``Invalid``."""
    outcomes = uploads.answered(capture, key, paths)
    if outcomes is None:
        raise Invalid("The answer to this Idempotency-Key is not kept any more: send the files under a new one.")
    return outcomes


def key_of(request: HttpRequest) -> str:
    """The Idempotency-Key; empty where there is none. Raises ``Invalid``."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not KEY.fullmatch(key):
        raise Invalid("An Idempotency-Key has 1 to 64 visible ASCII characters: make one up for each request.")
    return key


def claims_of(body: Mapping[str, Any]) -> list[Claim]:
    """What a body says somebody has. Raises ``Invalid``."""
    files = body.get("files")
    if not isinstance(files, list) or not files:
        raise Invalid('"files" must be a list of objects with "path", "sha256" and "size".')
    if len(files) > MOST_CLAIMS:
        raise Invalid(f"Ask for at most {MOST_CLAIMS:,} files in one request.")
    return [claim_of(each) for each in files]


def claim_of(each: Any) -> Claim:
    """Raises ``Invalid``."""
    if not isinstance(each, dict):
        raise Invalid('Each of "files" must be an object with "path", "sha256" and "size".')
    path, sha256, size = each.get("path"), each.get("sha256"), each.get("size")
    if not isinstance(path, str) or not path:
        raise Invalid('"path" must be a text that is not empty.')
    if not isinstance(sha256, str) or not SHA256.fullmatch(sha256):
        raise Invalid('"sha256" must be 64 hexadecimal digits in lower case.')
    if type(size) is not int or size < 0:
        raise Invalid('"size" must be a number of bytes.')
    return Claim(path, sha256, size)


def parse(
    request: HttpRequest, *, is_wanted: bool
) -> tuple[QueryDict, list[browser.Arrival], browser.SpoolUploadHandler]:
    """The fields and the files in the order in which they were sent; what is not wanted is read and dropped."""
    try:
        fields, files, handler = browser.receive(request, is_wanted=is_wanted)
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
