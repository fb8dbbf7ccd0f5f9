"""Addresses of jobs."""

from django.urls import path

from amity.kernel.jobs import pages

app_name = "kernel_jobs"
urlpatterns = [
    path("jobs", pages.jobs, name="jobs"),
    path("jobs/<uuid:uid>", pages.job, name="job"),
    path("jobs/<uuid:uid>/progress", pages.progress, name="progress"),
    path("jobs/<uuid:uid>/cancellation", pages.cancellation, name="cancellation"),
    path("jobs/<uuid:uid>/resumption", pages.resumption, name="resumption"),
]
