"""Texts that try to become code: tags, attributes, addresses, templates, broken encodings, in many spellings."""

from itertools import product

# Whatever runs sets this; `alert` and friends are caught as dialogs.
RUN = "window.ran=1"
CALLS = (RUN, "alert(1)", "import('/x')", "self['ran']=1")
TAGS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script src=data:,{}></script>", "</script><script>{}</script>",
    "<img src=x onerror={}>", "<img src=x onerror='{}'>", '"><img src=x onerror="{}">', "'><img src=x onerror={}>",
    "<svg onload={}>", "<svg><script>{}</script></svg>", "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<body onload={}>", "<iframe srcdoc='<script>parent.{}</script>'></iframe>", "<iframe src=javascript:{}>",
    "<details open ontoggle={}>", "<input autofocus onfocus={}>", "<video><source onerror={}></video>",
    "<audio src=x onerror={}>", "<object data=javascript:{}>", "<embed src=javascript:{}>",
    "<math><mtext><script>{}</script></mtext></math>", "<style>@import 'javascript:{}';</style>",
    "<link rel=stylesheet href=javascript:{}>", "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<form action=javascript:{}><button autofocus>x</button></form>", "<a href=javascript:{} id=x>x</a>",
    "<template><script>{}</script></template>", "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<textarea></textarea><script>{}</script>", "</textarea><script>{}</script>", "</title><script>{}</script>",
    "</style><script>{}</script>", "<!--><script>{}</script>-->", "<![CDATA[<script>{}</script>]]>",
    "<x contenteditable onblur={} tabindex=1 autofocus>x</x>", "<marquee onstart={}>x</marquee>",
    "<isindex onfocus={} autofocus>", "<base href=javascript:{}//>", "<div hx-get=/x hx-on:load={} hx-trigger=load>",
    "<div data-controller=toast data-action='load->toast#close' onmouseover={}>", "<img/src/onerror={}>",
    "<img src=x:x onerror\n=\n{}>", "<<script>{}//<</script>", "<script\x0c>{}</script>", "<scr<script>ipt>{}</script>",
    "\x3cscript\x3e{}\x3c/script\x3e", "&lt;script&gt;{}&lt;/script&gt;", "&#60;script&#62;{}&#60;/script&#62;",
)  # fmt: skip
INTO_ATTRIBUTES = (
    '" onmouseover={} x="', "' onfocus={} autofocus x='", "` onclick={} x=`", '" autofocus onfocus="{}', "x onerror={}",
    '"><script>{}</script>', "'-{}-'", '"-{}-"', "\\'-{}//", "\\\";{}//", "</a><img src=x onerror={}>",
)  # fmt: skip
ADDRESSES = (
    "javascript:{}", "JaVaScRiPt:{}", " javascript:{}", "java\tscript:{}", "javascript&colon;{}",
    "data:text/html,<script>{}</script>",
    "vbscript:{}", "//evil.example/%0a{}", "\x01javascript:{}",
)  # fmt: skip
TEMPLATES = (
    "{{{{{}}}}}",
    "{{% {} %}}",
    "${{{}}}",
    "#{{{}}}",
    "<%= {} %>",
    "[[{}]]",
    "{{{{constructor.constructor('{}')()}}}}",
)

PAYLOADS = [form.format(call) for form, call in product((*TAGS, *INTO_ATTRIBUTES, *ADDRESSES, *TEMPLATES), CALLS)]
