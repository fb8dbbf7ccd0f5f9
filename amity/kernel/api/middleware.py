"""What holds for every answer of the API, whoever gives it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amity.kernel.api.problems import MEDIA_TYPE, problem

PREFIX = "/api/"
_OWN = ("application/json", MEDIA_TYPE)


class ApiMiddleware:
    """The number of the request in a header; refusals that no route gave (405, a broken request) as problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(PREFIX):
            return answer
        answer["X-Request-Id"] = getattr(request, "request_id", "")
        if answer.status_code == 405:
            told = problem(
                request, 405, "method.not_allowed", _("This address does not take %(method)s.")
                % {"method": request.method}, fix=_("Use one of: %(methods)s.") % {"methods": answer.get("Allow", "")},
            )  # fmt: skip
            told["Allow"], told["X-Request-Id"] = answer.get("Allow", ""), answer["X-Request-Id"]
            return told
        return answer
