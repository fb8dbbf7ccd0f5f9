import { Controller } from "../../../vendor/stimulus.js";

const INPUTS = "input:not([type=hidden]), select, textarea";

// The small form of one field: Enter or leaving it saves, Escape gives up, a text of many lines takes Ctrl with Enter.
// What was refused stays open with its text until it is put right or given up.
export default class extends Controller {
  static values = { wrong: Boolean };

  connect() {
    this.before = this.#state;
    const inputs = [...this.element.querySelectorAll(INPUTS)];
    const first = inputs.find((input) => input.matches("[aria-invalid=true]")) ?? inputs[0];
    if (!first || this.#isElsewhere) return;
    first.focus();
    if (first.matches("input")) first.select();
    if (first.matches("textarea")) first.setSelectionRange(first.value.length, first.value.length);
  }

  key(event) {
    this.keyed = !["Enter", "Tab", "Escape"].includes(event.key);
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") this.cancel(event);
    else if (event.key === "Enter" && this.#saves(event)) {
      event.preventDefault();
      this.element.requestSubmit();
    }
    // Keys of the list around it are not meant while somebody types.
    event.stopPropagation();
  }

  // A choice made by pointer is made; one walked through by arrow keys waits for Enter or for leaving.
  choose(event) {
    if (event.target.matches("select") && !this.keyed) this.element.requestSubmit();
  }

  leave(event) {
    const goes = event.relatedTarget;
    if (this.isSent || this.wrongValue || !document.hasFocus() || this.element.contains(goes)) return;
    if (goes?.closest("dialog")) return;
    if (this.#isChanged) this.element.requestSubmit();
    else this.#giveUp();
  }

  cancel(event) {
    event?.preventDefault();
    this.#giveUp();
  }

  send(event) {
    if (event.target !== this.element) return;
    if (this.isSent || (!this.#isChanged && !this.wrongValue)) event.preventDefault();
    if (this.isSent) return;
    if (this.#isChanged || this.wrongValue) this.isSent = true;
    else this.#giveUp();
  }

  answered({ detail }) {
    this.isSent = false;
    if (!detail.successful || detail.xhr.status >= 300) this.wrongValue = true;
  }

  get #state() {
    return new URLSearchParams(new FormData(this.element)).toString();
  }

  get #isChanged() {
    return this.#state !== this.before;
  }

  get #isElsewhere() {
    const focused = document.activeElement;
    return focused && focused.matches(INPUTS) && !this.element.parentElement.contains(focused);
  }

  #saves(event) {
    return event.target.matches("select, input") || event.ctrlKey || event.metaKey;
  }

  #giveUp() {
    this.isSent = true;
    this.dispatch("given-up");
  }
}
