"""Every address: the pages, the JSON API, sign-in and the health check."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from dicomcheck.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("api/v1/", include("validator.api.urls")),
    path("", include("validator.views.urls")),
]

handler400 = "dicomcheck.refusals.bad_request"
handler403 = "dicomcheck.refusals.forbidden"
handler404 = "dicomcheck.refusals.not_found"
handler500 = "dicomcheck.refusals.broken"
