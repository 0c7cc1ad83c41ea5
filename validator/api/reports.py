"""Reports: the documents of the command line."""

from django.http import HttpRequest, StreamingHttpResponse

from validator.services import cases, documents
from validator.services.report.filters import number_of
from validator.services.report.run import find_run


def report(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """``{"check": dicomcheck.check/1, "compare": dicomcheck.compare/1}``, written while it is read."""
    case = cases.find(request.user, number)
    response = StreamingHttpResponse(documents.report(case), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="case-{number}.json"'
    return response


def download(request: HttpRequest, number: str, form: str) -> StreamingHttpResponse:
    """The report as a file in another format, of the last run or of ``?run=``; written while it is read."""
    run = find_run(request.user, number=int(number), run=number_of(request.GET.get("run")))
    file = documents.download(run, form)
    response = StreamingHttpResponse(file.chunks, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
