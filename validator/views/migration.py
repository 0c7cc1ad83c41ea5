"""The migration report of a case as a page, and reports as files."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from validator.services import documents
from validator.services.report.filters import parse
from validator.services.report.migration import migration_report
from validator.services.report.run import find_run


@require_safe
def migration(request: HttpRequest, number: int) -> HttpResponse:
    """What a migration is signed off by; of one capture, that there is nothing to sign."""
    run = find_run(request.user, number=number, run=parse(request.GET).run)
    if not run.is_done:
        return redirect("case", number)
    context = {"room": "cases", "run": run}
    if run.is_trace:
        report = migration_report(run)
        context["report"] = report
        context["sections"] = [
            # Escaped where it is drawn: the renderer of the HTML report shares nothing with templates.
            (section, mark_safe(documents.section_markup(section)))  # noqa: S308
            for section in report.sections
        ]
    return render(request, "case/migration.html", context)


@require_safe
def download(request: HttpRequest, number: str, form: str) -> StreamingHttpResponse:
    """A report as a file, written while it is sent; kept by browsers, not shown as a page of this site."""
    file = documents.download(find_run(request.user, number=int(number), run=parse(request.GET).run), form)
    response = StreamingHttpResponse(file.chunks, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
