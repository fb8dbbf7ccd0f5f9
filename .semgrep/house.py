# Samples of house.yml: never run, only read by `semgrep --test`.
# ruff: noqa
# ruleid: mark-safe-of-built-text
mark_safe(f"<b>{name}</b>")
# ok: mark-safe-of-built-text
format_html("<b>{}</b>", name)
# ruleid: html-by-hand
HttpResponse(f"<p>{name}</p>")
# ok: html-by-hand
render(request, "people/person.html", {"name": name})


# ruleid: csrf-exempt-without-reason
@csrf_exempt
def bad(request): ...


# ok: csrf-exempt-without-reason
@csrf_exempt  # shops sign their bodies
def good(request): ...


# ruleid: host-of-the-request
link = "https://" + request.get_host()
# ruleid: host-of-the-request
link = request.build_absolute_uri("/people")
# ok: host-of-the-request
is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
# ruleid: redirect-to-what-was-asked
redirect(request.GET.get("next"))
# ok: redirect-to-what-was-asked
redirect("people:people")
# ruleid: objects-in-a-face
rows = Person.objects
# ok: objects-in-a-face
rows = queries.people(seen_by=request.actor)
# ruleid: record-by-uid-without-visibility, objects-in-a-face
Person.objects.get(pk=1)
# ok: record-by-uid-without-visibility
visible_to(by).filter(uid=uid).first()
# ruleid: acting-as-the-system
delete_person(1, by=Actor.system())
# ok: acting-as-the-system
delete_person(1, by=request.actor)
# ruleid: made-up-actor
actor = Actor(account_id=1, name="x", role="administrator")
# ok: made-up-actor
actor = request.actor
# ruleid: mass-assignment
add_person(**request.POST.dict())
# ok: mass-assignment
add_person(name=form.cleaned_data["name"])


# ruleid: model-form
class Bad(forms.ModelForm):
    pass


# ok: model-form
class Good(forms.Form):
    pass


# ruleid: query-from-request
rows.order_by(request.GET.get("sort"))
# ok: query-from-request
rows.order_by("name_key")
# ruleid: address-of-the-caller
request.META["REMOTE_ADDR"]
# ok: address-of-the-caller
ratelimit.get_ip(request)
# ruleid: cookie-by-hand
answer.set_cookie("theme", "dark")
# ok: cookie-by-hand
put_cookie(answer, "theme", "dark")
# ruleid: file-shown-inline
FileResponse(file)
# ok: file-shown-inline
FileResponse(file, as_attachment=True, filename="a.csv")
# ruleid: disposition-by-hand
answer["Content-Disposition"] = f"attachment; filename={name}"
# ok: disposition-by-hand
answer["Content-Disposition"] = content_disposition_header(True, name)
# ruleid: path-from-request
path = Path(request.GET.get("file"))
# ok: path-from-request
path = Path(settings.DATA_FOLDER)
# ruleid: debugging-on
DEBUG = True
# ok: debugging-on
DEBUG = os.environ.get("AMITY_DEBUG") == "1"
# ruleid: any-host
ALLOWED_HOSTS = ["*"]
# ok: any-host
ALLOWED_HOSTS = ["crm.example.org"]
