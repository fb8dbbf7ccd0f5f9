import { Controller } from "../../../vendor/stimulus.js";
import { forget, kept, keep, sent } from "../drafts.js";

const PAUSE = 700;
const NEVER = new Set(["csrfmiddlewaretoken", "next"]);

// Stands inside a form: keeps what is typed with the account, and in this browser until the server has it. What is
// found when the page is opened is put back and said so; it carries the version it was typed at, so saving it merges.
export default class extends Controller {
  static values = { address: String, owner: String, found: String, at: String, bound: Boolean };
  static targets = ["notice", "time", "late"];

  connect() {
    this.form = this.element.closest("form");
    this.key = `${this.ownerValue} ${this.addressValue}`;
    this.listeners = [
      [this.form, "input", () => this.#typed()],
      [this.form, "change", () => this.#typed()],
      [this.form, "submit", () => this.#sent()],
      [this.form, "htmx:afterRequest", (event) => event.target === this.form && this.#answered(event.detail)],
      [document, "visibilitychange", () => document.hidden && this.#flush()],
      [window, "pagehide", () => this.#flush()],
    ];
    for (const [target, name, listener] of this.listeners) target.addEventListener(name, listener);
    // Once the other controllers of the form have looked at it.
    if (!this.boundValue) queueMicrotask(() => this.#restore());
  }

  disconnect() {
    this.#flush();
    for (const [target, name, listener] of this.listeners) target.removeEventListener(name, listener);
  }

  discard() {
    this.#stop();
    this.form.reset();
    this.noticeTarget.hidden = true;
    forget(this.key);
    this.#ask("DELETE");
    this.form.querySelector("input:not([type=hidden], [type=radio]), textarea, select")?.focus();
  }

  #restore() {
    const here = kept(this.key);
    const fields = here?.fields ?? (this.foundValue ? JSON.parse(this.foundValue) : null);
    if (!fields || !this.#differs(fields)) return;
    this.#fill(fields);
    if (here) this.timeTarget.textContent = new Date(here.at).toLocaleString(document.documentElement.lang);
    this.lateTarget.hidden = !fields.version || fields.version === this.version;
    this.noticeTarget.hidden = false;
    if (here) this.#typed();
  }

  #differs(fields) {
    this.version = this.form.elements.version?.value;
    const now = this.#fields;
    return Object.entries(fields).some(([name, value]) => !["version", "was"].includes(name) && now[name] !== value);
  }

  #fill(fields) {
    this.#makeRoom(fields);
    const before = this.#fields;
    for (const [name, value] of Object.entries(fields)) {
      const field = this.form.elements[name];
      if (!field || NEVER.has(name)) continue;
      if (field.type === "checkbox") field.checked = value === "on";
      else field.value = value;
    }
    for (const details of this.form.querySelectorAll("details")) {
      const inside = [...details.querySelectorAll("input, textarea, select")];
      if (inside.some(({ name }) => name in fields && fields[name] !== before[name])) details.open = true;
    }
    this.form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  }

  // A set of rows had more of them.
  #makeRoom(fields) {
    const total = this.form.querySelector("input[name$=-TOTAL_FORMS]");
    const add = this.form.querySelector("[data-action='rows#add']");
    for (let count = Number(total?.value); add && count < Number(fields[total.name]) && count < 200; count += 1) {
      add.click();
    }
  }

  #typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#flush(), PAUSE);
    this.isTyped = true;
    keep(this.key, this.#fields);
  }

  async #flush() {
    if (!this.isTyped) return;
    this.#stop();
    const fields = this.#fields;
    if ((await this.#ask("PUT", JSON.stringify(fields))) && !this.isTyped) forget(this.key);
  }

  #sent() {
    if (!this.isTyped && this.noticeTarget.hidden) return;
    this.#stop();
    sent(this.key, this.#fields);
  }

  #answered({ successful, xhr }) {
    if (successful && xhr.status < 300) forget(this.key);
    else if (xhr.status !== 422) keep(this.key, this.#fields);
  }

  #stop() {
    clearTimeout(this.timer);
    this.isTyped = false;
  }

  get #fields() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!NEVER.has(name) && typeof value === "string") fields[name] = value.replaceAll("\r\n", "\n");
    }
    return fields;
  }

  // True when the server has it; a session that ended leads elsewhere, which is no answer.
  async #ask(method, body) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
    const keepalive = (body?.length ?? 0) < 20_000;
    try {
      return (await fetch(this.addressValue, { method, body, headers, keepalive, redirect: "manual" })).ok;
    } catch {
      return false;
    }
  }
}
