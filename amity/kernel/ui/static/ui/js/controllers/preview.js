import { Controller } from "../../../vendor/stimulus.js";

const ROWS = "[data-previews] :is(tr, li, article)";
const TYPED = "input, select, textarea, [contenteditable], button, summary, [role=button]";

// Shows a record beside the list it stands in. Rows are what lies in [data-previews], their record is their first
// link. On a list the address keeps `preview=<uid>`, so reload and Back show what was shown.
export default class extends Controller {
  static targets = ["previous", "next"];
  static values = { label: String };

  connect() {
    this.on = new AbortController();
    const listen = (target, name, act) => target.addEventListener(name, act, { signal: this.on.signal });
    listen(document, "keydown", (event) => this.#key(event));
    listen(document, "pointerover", ({ target }) => this.#offer(target));
    listen(document, "focusin", ({ target }) => this.#offer(target));
    listen(document, "htmx:afterSettle", () => this.#offerAll());
    listen(window, "popstate", () => this.#follow());
    listen(this.element, "cancel", (event) => (event.preventDefault(), this.close()));
    listen(this.element, "click", (event) => event.target === this.element && this.#isSheet && this.close());
    this.#offerAll();
    this.#follow();
  }

  disconnect() {
    this.on.abort();
  }

  next() {
    this.#step(1);
  }

  previous() {
    this.#step(-1);
  }

  close() {
    this.#hide();
    if (this.#uidInAddress) this.#keep(null);
    const row = this.#rowOf(this.path);
    (row?.querySelector(".peek") ?? (row && linkOf(row)) ?? this.opener)?.focus();
  }

  #key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const isInside = this.element.contains(target);
    if (this.element.open && event.key === "Escape" && (isInside || target.matches("body, a, .peek"))) {
      event.preventDefault();
      return this.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (this.element.open && isInside && step && !target.closest("input, select, textarea")) {
      event.preventDefault();
      return this.#step(step);
    }
    const row = event.key === " " && !target.closest(TYPED) && target.closest(ROWS);
    if (!row || !linkOf(row)) return;
    event.preventDefault();
    if (this.element.open && this.path === linkOf(row).pathname) this.close();
    else this.#open(linkOf(row));
  }

  #open(link) {
    this.opener = document.activeElement;
    const { pathname } = link;
    if (isOfList(link)) this.#keep(pathname.split("/").pop());
    return this.#show(pathname);
  }

  async #show(path) {
    this.path = path;
    await window.htmx.ajax("GET", `${path}/preview`, { target: this.element, swap: "innerHTML" });
    // Somebody was faster: another record is wanted by now, or none.
    if (this.path !== path || !this.element.querySelector("h2")) return;
    if (!this.element.open) {
      if (matchMedia("(max-width: 52rem)").matches) this.element.showModal();
      else this.element.show();
    }
    this.element.scrollTop = 0;
    this.element.querySelector("h2").focus({ preventScroll: true });
    this.#mark(this.#rowOf(path));
  }

  #step(by) {
    const link = this.#links[this.#place + by];
    if (this.#place === -1 || !link) return;
    linkRow(link).scrollIntoView({ block: "nearest" });
    this.#open(link);
  }

  #mark(row) {
    for (const other of document.querySelectorAll(".is-previewed")) other.classList.remove("is-previewed");
    row?.classList.add("is-previewed");
    const place = this.#place;
    if (this.hasPreviousTarget) this.previousTarget.disabled = place < 1;
    if (this.hasNextTarget) this.nextTarget.disabled = place === -1 || place >= this.#links.length - 1;
  }

  #hide() {
    this.#mark(null);
    if (this.element.open) this.element.close();
    this.element.replaceChildren();
  }

  // What the address says, after loading and after Back.
  #follow() {
    const uid = this.#uidInAddress;
    if (uid && /^[0-9a-f-]{36}$/i.test(uid)) this.#show(`${location.pathname}/${uid}`);
    else if (this.element.open) {
      this.#hide();
      this.path = null;
    }
  }

  #keep(uid) {
    const address = new URL(location.href);
    if (uid) address.searchParams.set("preview", uid);
    else address.searchParams.delete("preview");
    // Opening is a step that Back undoes; going on to the next is not.
    if (uid && !this.#uidInAddress) history.pushState({}, "", address);
    else history.replaceState(history.state, "", address);
  }

  #offer(target) {
    const row = target instanceof Element && target.closest(ROWS);
    if (!row || row.querySelector(".peek")) return;
    const link = linkOf(row);
    if (!link) return;
    const button = document.getElementById("preview-opener").content.firstElementChild.cloneNode(true);
    button.setAttribute("aria-label", `${this.labelValue}: ${(link.querySelector("bdi") ?? link).textContent.trim()}`);
    button.addEventListener("click", () => this.#open(link));
    link.after(button);
  }

  #offerAll() {
    if (matchMedia("(hover: none)").matches) document.querySelectorAll(ROWS).forEach((row) => this.#offer(row));
  }

  get #links() {
    return [...document.querySelectorAll(ROWS)].map(linkOf).filter((link) => link?.checkVisibility());
  }

  get #place() {
    return this.#links.findIndex((link) => link.pathname === this.path);
  }

  #rowOf(path) {
    const link = this.#links.find((one) => one.pathname === path);
    return link ? linkRow(link) : null;
  }

  get #uidInAddress() {
    return new URLSearchParams(location.search).get("preview");
  }

  get #isSheet() {
    return this.element.matches(":modal");
  }
}

// Whether the list of this address holds the record, not just a part of another page.
function isOfList(link) {
  return link.pathname.startsWith(`${location.pathname}/`);
}

function linkOf(row) {
  // By origin, not by how the address is written: lists add their state to their links.
  return [...row.querySelectorAll("a[href]:not([role=button])")].find((link) => link.origin === location.origin);
}

function linkRow(link) {
  return link.closest("tr, li, article");
}
