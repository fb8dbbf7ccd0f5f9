import { Controller } from "../../../vendor/stimulus.js";
import { Listbox } from "../listbox.js";

// Suggestions for one value of a filter: what the viewer may see that begins with the letters typed.
export default class extends Controller {
  static targets = ["input", "list"];
  static values = { url: String, what: String, detail: String };

  connect() {
    this.box = new Listbox(this.inputTarget, this.listTarget);
  }

  disconnect() {
    this.box.close();
  }

  look() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#ask(), 120);
  }

  #ask() {
    const asked = new URLSearchParams({ what: this.whatValue, q: this.inputTarget.value });
    const detail = this.detailValue && this.inputTarget.form.elements[this.detailValue];
    if (detail) asked.set("detail", detail.value);
    this.box.ask(`${this.urlValue}?${asked}`);
  }

  leave() {
    clearTimeout(this.waiting);
    this.box.close();
  }

  move(event) {
    if (this.box.move(event.key)) return event.preventDefault();
    if (!this.box.isOpen) return event.key === "ArrowDown" && event.altKey ? this.#ask() : undefined;
    if (event.key === "Enter" && this.box.active) {
      event.preventDefault();
      this.#take(this.box.active);
    } else if (event.key === "Escape") {
      // Escape closes what is innermost: not yet the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    }
  }

  // A press inside the list leaves the focus in the input.
  keep(event) {
    event.preventDefault();
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#take(option);
  }

  #take(option) {
    this.inputTarget.value = option.dataset.value;
    this.leave();
    this.inputTarget.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.waiting);
  }
}
