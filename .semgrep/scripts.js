// Samples of scripts.yml: never run, only read by `semgrep --test`.
// ruleid: html-from-script
element.innerHTML = text;
// ok: html-from-script
element.textContent = text;
// ruleid: code-from-text
eval(text);
// ok: code-from-text
JSON.parse(text);
// ruleid: message-without-origin
window.addEventListener("message", (event) => take(event.data));
// ok: message-without-origin
window.addEventListener("message", (event) => { if (event.origin === location.origin) take(event.data); });
// ruleid: kept-in-the-browser
localStorage.setItem("name", text);
// ok: kept-in-the-browser
sessionStorage.getItem("name");
// ruleid: script-leaves-the-house
fetch("https://example.org/collect", options);
// ok: script-leaves-the-house
fetch("/palette", options);
// ruleid: prototype-from-data
Object.assign(settings, JSON.parse(text));
// ok: prototype-from-data
new Map(Object.entries(given));
