// What was typed and the server does not have yet: it outlives the page, and a session that ended meanwhile.
const PREFIX = "draft ";
const SENT = "sent draft";

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function keep(key, fields) {
  put(key, { fields, at: Date.now() });
}

// A form that was sent without htmx: the next page in this tab tells whether it was saved.
export function sent(key, fields) {
  keep(key, fields);
  sessionStorage.setItem(SENT, key);
}

export function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

// Called on every page. Where sign-in or an error came instead, what was sent stays for when its form is back.
export function settleSent() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  if (!document.querySelector(".gate")) forget(key);
}

function put(key, draft) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // Full or forbidden: the server still gets it.
  }
}
