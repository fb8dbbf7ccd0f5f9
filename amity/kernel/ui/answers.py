"""What a refusal becomes on a page nobody caught it on: 404, 403, 422, 412 or 409, said in words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused, Stale


class RefusalsMiddleware:
    """Answers the exceptions of commands and queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Missing):
            return render(request, "404.html", status=404)
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        if isinstance(exception, Refused):
            return render(request, "ui/refused.html", {"refusal": exception}, status=_status(exception))
        return None


def _status(refusal: Refused) -> int:
    if isinstance(refusal, Invalid):
        return 422
    return 412 if isinstance(refusal, Stale) else 409
