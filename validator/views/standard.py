"""The standard as pages: IODs with their modules, items of sequences, attributes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from validator.services.report.attributes import attribute_pages
from validator.services.standard.attribute_list import find_attributes, how_many
from validator.services.standard.attribute_page import attribute_page
from validator.services.standard.iod_list import iod_sections
from validator.services.standard.iod_page import iod_page
from validator.services.standard.items_page import items_page
from validator.services.standard.sources import sources


@require_safe
def iods(request: HttpRequest) -> HttpResponse:
    """All IODs."""
    sought = request.GET.get("q", "")
    context = {"sections": iod_sections(sought), "here": sought, "sources": sources()}
    return render(request, "standard/iods.html", {"room": "reference", **context})


@require_safe
def iod(request: HttpRequest, key: str) -> HttpResponse:
    """One IOD with its modules."""
    sought = request.GET.get("q", "").strip()
    page = iod_page(key, sought)
    if page is None:
        raise Http404(f"There is no IOD {key}.")
    context = {"page": page, "here": sought, "sources": sources()}
    return render(request, "standard/iod.html", {"room": "reference", **context})


@require_safe
def items(request: HttpRequest, key: str, module: str, way: str) -> HttpResponse:
    """The attributes in the items of one sequence; for a click on its line, their rows alone."""
    page = items_page(key, module, way)
    if page is None:
        raise Http404(f"{key} has no sequence {way} in a module {module}.")
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    context = {"room": "reference", "page": page, "iod": page.iod.key, "module": page.module.key, "lines": page.lines}
    response = render(request, "standard/_lines.html" if part else "standard/items.html", context | {"indented": part})
    response["Vary"] = "HX-Request"
    return response


@require_safe
def attributes(request: HttpRequest) -> HttpResponse:
    """The attributes that hold the sought words; the operational ones where nothing is sought."""
    sought = request.GET.get("q", "").strip()
    found = find_attributes(sought) if sought else None
    context = {"pages": attribute_pages(), "found": found, "here": sought, "all": how_many()}
    return render(request, "standard/attributes.html", {"room": "reference", **context})


@require_safe
def attribute(request: HttpRequest, keyword: str) -> HttpResponse:
    """One attribute, however it is written; its address is its keyword."""
    page = attribute_page(keyword)
    if page is None:
        raise Http404(f"{keyword} is no attribute of PS3.6.")
    if page.attribute.key != keyword:
        return redirect("attribute", page.attribute.key)
    return render(request, "standard/attribute.html", {"room": "reference", "page": page})


@require_safe
def moved(request: HttpRequest, keyword: str = "") -> HttpResponse:
    """Where the pages of attributes stood before."""
    if keyword:
        return redirect("attribute", keyword, permanent=True)
    return redirect("attributes", permanent=True)
