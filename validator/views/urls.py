"""Addresses of the pages."""

from django.urls import path, re_path

from validator.services import documents
from validator.views import (
    attribute,
    catalogue,
    expectations,
    find,
    folders,
    home,
    instance,
    intake,
    manifests,
    migration,
    one_file,
    progress,
    report,
    standard,
)
from validator.views.errors import answering

TABS = "|".join(report.READERS)
DOWNLOADS = "|".join(documents.DOWNLOADS)

urlpatterns = [
    path("", answering(home.home), name="home"),
    path("find/", answering(find.find), name="find"),
    path("tools/dicom-header-validator", answering(one_file.one_file), name="one-file"),
    path("cases/new/", answering(intake.new_case), name="new-case"),
    path("cases/<int:number>/", answering(report.case), name="case"),
    path("cases/<int:number>/intake/", answering(intake.intake), name="intake"),
    path("cases/<int:number>/captures/<int:position>/folder/", answering(folders.folder), name="folder"),
    path("cases/<int:number>/captures/<int:position>/list/", answering(manifests.manifest), name="manifest"),
    path("cases/<int:number>/expectations/", answering(expectations.expectation_list), name="expectations"),
    path("cases/<int:number>/progress/", answering(progress.progress), name="progress"),
    path("cases/<int:number>/cancel/", answering(progress.cancel), name="cancel"),
    path("cases/<int:number>/left/", answering(progress.left), name="left"),
    path("cases/<int:number>/retry/", answering(progress.retry), name="retry"),
    path("cases/<int:number>/run/", answering(progress.run_again), name="run-again"),
    path("cases/<int:number>/delete/", answering(home.delete_case), name="delete-case"),
    path("cases/<int:number>/instances/<int:ordinal>/", answering(instance.instance), name="instance"),
    path("cases/<int:number>/attribute/", answering(attribute.attribute), name="case-attribute"),
    path("cases/<int:number>/lineages/<int:lineage>/", answering(instance.lineage), name="lineage"),
    re_path(rf"^cases/(?P<number>[0-9]+)/(?P<name>{TABS})/$", answering(report.tab), name="tab"),
    path("cases/<int:number>/migration/", answering(migration.migration), name="migration"),
    re_path(
        rf"^cases/(?P<number>[0-9]+)/report\.(?P<form>{DOWNLOADS})$", answering(migration.download), name="download"
    ),
    path("standard/", answering(standard.iods), name="iods"),
    path("standard/attributes/", answering(standard.attributes), name="attributes"),
    path("standard/attributes/<str:keyword>/", answering(standard.attribute), name="attribute"),
    path("standard/<slug:key>/", answering(standard.iod), name="iod"),
    path("standard/<slug:key>/<slug:module>/<str:way>/", answering(standard.items), name="iod-items"),
    path("attributes/", answering(standard.moved), name="attributes-moved"),
    path("attributes/<str:keyword>/", answering(standard.moved), name="attribute-moved"),
    path("rules/", answering(catalogue.rules), name="reference"),
    path("rules/<str:code>/", answering(catalogue.rule), name="rule"),
    path("kinds/", answering(catalogue.kinds), name="kinds"),
    path("kinds/<str:name>/", answering(catalogue.kind), name="kind"),
]
