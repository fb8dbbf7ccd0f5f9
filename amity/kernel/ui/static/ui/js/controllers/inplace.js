import { Controller } from "../../../vendor/stimulus.js";

// A fact that becomes its form when it is opened, and the fact again when it is saved or given up. Without script the
// opener is a link to a page that asks the same.
export default class extends Controller {
  static values = { address: String, name: String };
  static targets = ["opener"];

  connect() {
    this.renew = ({ detail }) => this.#renew(detail.fields ?? []);
    document.addEventListener("recordchanged", this.renew);
  }

  disconnect() {
    document.removeEventListener("recordchanged", this.renew);
  }

  open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    this.shown = this.element.innerHTML;
    this.#ask(this.addressValue);
  }

  giveUp() {
    if (this.shown === undefined) return this.#ask(`${this.addressValue}?shown=1`);
    this.element.innerHTML = this.shown;
    window.htmx.process(this.element);
    this.#focus();
  }

  // After saving, the focus goes back to the fact unless the person went on to something else.
  swapped(event) {
    if (event.target !== this.element || this.#isOpen) return;
    const focused = document.activeElement;
    if (!focused || focused === document.body || !focused.isConnected) this.#focus();
  }

  get #isOpen() {
    return this.element.querySelector("form") !== null;
  }

  #renew(fields) {
    if (fields.includes(this.nameValue) && !this.#isOpen && !this.element.matches(".htmx-request")) {
      this.#ask(`${this.addressValue}?shown=1`);
    }
  }

  #ask(address) {
    return window.htmx.ajax("GET", address, { target: this.element, swap: "innerHTML" });
  }

  #focus() {
    this.element.querySelector("[data-inplace-target=opener]")?.focus();
  }
}
