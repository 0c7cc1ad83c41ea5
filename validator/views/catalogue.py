"""The reference: every rule and every kind of change, from the one catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from validator.services.report.reference import find_kind, find_rule, kind_sections, rule_families


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rules by family."""
    sought = request.GET.get("q", "")
    families = rule_families(sought)
    return render(request, "catalogue/rules.html", {"room": "reference", "families": families, "here": sought})


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one rule."""
    found = find_rule(code)
    if found is None:
        raise Http404(f"There is no rule {code}.")
    return render(request, "catalogue/rule.html", {"room": "reference", **found._asdict()})


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds of change by section."""
    sought = request.GET.get("q", "")
    sections = kind_sections(sought)
    return render(request, "catalogue/kinds.html", {"room": "reference", "sections": sections, "here": sought})


@require_safe
def kind(request: HttpRequest, name: str) -> HttpResponse:
    """The page of one kind of change."""
    found = find_kind(name)
    if found is None:
        raise Http404(f"There is no kind of change named {name}.")
    return render(request, "catalogue/kind.html", {"room": "reference", **found._asdict()})
