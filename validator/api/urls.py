"""Addresses of the JSON API, below ``/api/v1/``."""

from django.urls import path, re_path

from validator.api import cases, expectations, files, folders, manifests, reports, samples
from validator.api.endpoint import endpoint, unknown
from validator.services import documents

urlpatterns = [
    path("cases", endpoint(GET=cases.listing, POST=cases.create), name="api-cases"),
    path("cases/<int:number>", endpoint(GET=cases.show, DELETE=cases.delete), name="api-case"),
    path("cases/<int:number>/captures/<int:position>/files", endpoint(POST=files.receive), name="api-files"),
    path("cases/<int:number>/captures/<int:position>/known", endpoint(POST=files.recognise), name="api-known"),
    path("cases/<int:number>/captures/<int:position>/folder", endpoint(PUT=folders.choose), name="api-folder"),
    path("folders", endpoint(GET=folders.browse), name="api-folders"),
    path(
        "cases/<int:number>/captures/<int:position>/manifest",
        endpoint(GET=manifests.show, PUT=manifests.replace, DELETE=manifests.remove),
        name="api-manifest",
    ),
    path("cases/<int:number>/analyse", endpoint(POST=cases.analyse), name="api-analyse"),
    path("cases/<int:number>/cancel", endpoint(POST=cases.cancel), name="api-cancel"),
    path("cases/<int:number>/retry", endpoint(POST=cases.retry), name="api-retry"),
    path("cases/<int:number>/reopen", endpoint(POST=cases.reopen), name="api-reopen"),
    path(
        "cases/<int:number>/expectations",
        endpoint(GET=expectations.show, PUT=expectations.replace),
        name="api-expectations",
    ),
    path("cases/<int:number>/sample", endpoint(PUT=samples.choose), name="api-sample"),
    path("cases/<int:number>/report.json", endpoint(GET=reports.report), name="api-report"),
    re_path(
        rf"^cases/(?P<number>[0-9]+)/report\.(?P<form>{'|'.join(documents.DOWNLOADS)})$",
        endpoint(GET=reports.download),
        name="api-download",
    ),
    re_path("", unknown, name="api-unknown"),
]
