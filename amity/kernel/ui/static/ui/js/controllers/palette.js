import { Controller } from "../../../vendor/stimulus.js";

const PATIENCE = 120;

// The command palette: a combobox in a dialog. The server answers with the list; the focus never leaves the field.
export default class extends Controller {
  static targets = ["input", "found", "status"];
  static values = { address: String };

  connect() {
    this.openIt = ({ detail }) => this.open(detail?.words ?? "");
    this.element.addEventListener("palette:open", this.openIt);
    this.#noteSeen();
  }

  disconnect() {
    this.element.removeEventListener("palette:open", this.openIt);
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  open(words) {
    if (this.element.open) return this.inputTarget.select();
    this.inputTarget.value = words;
    this.element.showModal();
    this.inputTarget.focus();
    this.#ask();
  }

  answer(event) {
    if (event.detail.name !== "palette" || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    this.open("");
  }

  close() {
    this.element.close();
  }

  closeOutside(event) {
    if (event.target === this.element) this.element.close();
  }

  closed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.foundTarget.replaceChildren();
    this.statusTarget.textContent = "";
    this.inputTarget.setAttribute("aria-expanded", "false");
    this.inputTarget.removeAttribute("aria-activedescendant");
  }

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), PATIENCE);
  }

  press(event) {
    const last = this.options.length - 1;
    const at = this.options.indexOf(this.chosen);
    const places = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, PageDown: last, PageUp: 0 };
    if (event.isComposing) return;
    if (event.key in places) {
      event.preventDefault();
      this.#choose(this.options[places[event.key]], true);
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#enter(event.ctrlKey || event.metaKey);
    }
  }

  point(event) {
    const option = event.target.closest("[role=option]");
    if (option && option !== this.chosen) this.#choose(option);
  }

  // A link to a place on this page leaves nothing behind that would close the dialog.
  follow(event) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && event.target.closest("[role=option]")) this.element.close();
  }

  get options() {
    return [...this.foundTarget.querySelectorAll("[role=option]")];
  }

  get chosen() {
    return this.foundTarget.querySelector("[role=option][aria-selected=true]");
  }

  // Typed faster than the server answers: Enter means what was typed, not what is still shown.
  async #enter(inNewTab) {
    if (this.asked !== this.inputTarget.value) {
      clearTimeout(this.timer);
      await this.#ask();
    }
    const option = this.chosen;
    if (!option) return;
    if (inNewTab) window.open(option.href, "_blank", "noopener");
    else option.click();
  }

  async #ask() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const words = this.inputTarget.value;
    try {
      const answer = await fetch(`${this.addressValue}?q=${encodeURIComponent(words)}`, {
        headers: { "HX-Request": "true" },
        signal: asking.signal,
      });
      // Signed out meanwhile: the page itself leads to the door.
      if (answer.status === 401) return location.reload();
      if (!answer.ok) throw new Error(answer.status);
      this.#show(await answer.text(), words);
    } catch (error) {
      if (error.name !== "AbortError") this.statusTarget.textContent = document.body.dataset.offline;
    }
  }

  #show(html, words) {
    if (!this.element.open) return;
    const pattern = document.createElement("template");
    pattern.innerHTML = html;
    this.foundTarget.replaceChildren(pattern.content);
    this.asked = words;
    this.statusTarget.textContent = this.foundTarget.firstElementChild?.dataset.status ?? "";
    this.inputTarget.setAttribute("aria-expanded", String(this.options.length > 0));
    this.#choose(this.options[0]);
  }

  #choose(option, isMoved = false) {
    this.chosen?.setAttribute("aria-selected", "false");
    if (!option) return this.inputTarget.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.inputTarget.setAttribute("aria-activedescendant", option.id);
    if (isMoved) option.scrollIntoView({ block: "nearest" });
  }

  // The server keeps what was looked at last; the page itself never waits for that.
  #noteSeen() {
    const [, kind, uid] = location.pathname.match(/^\/([a-z]+)\/([0-9a-f-]{36})$/) ?? [];
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!uid || !token || !document.querySelector("main .record")) return;
    const headers = { "X-CSRFToken": token.value };
    fetch(`/recent/${kind}/${uid}`, { method: "POST", headers, keepalive: true }).catch(() => {});
  }
}
