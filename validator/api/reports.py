"""Reports: the documents of the command line."""

from django.http import HttpRequest, StreamingHttpResponse

from validator.services import cases, documents


def report(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """``{"check": dicomcheck.check/1, "compare": dicomcheck.compare/1}``, written while it is read."""
    case = cases.find(request.user, number)
    response = StreamingHttpResponse(documents.report(case), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="case-{number}.json"'
    return response
