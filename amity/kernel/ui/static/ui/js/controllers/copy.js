import { Controller } from "../../../vendor/stimulus.js";

// Copies a text, or an address of this house, and says so.
export default class extends Controller {
  static values = { text: String, said: String, isAddress: Boolean };

  async copy() {
    const text = this.isAddressValue ? new URL(this.textValue, location.href).href : this.textValue;
    // Only pages of https may write to the clipboard this way; elsewhere the old way does.
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else this.#copyByHand(text);
    const status = this.element.closest("main, dialog")?.querySelector("[data-copied]");
    if (status) status.textContent = this.saidValue;
    this.element.classList.add("is-done");
    setTimeout(() => {
      this.element.classList.remove("is-done");
      if (status) status.textContent = "";
    }, 2500);
  }

  #copyByHand(text) {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    const focused = document.activeElement;
    this.element.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    focused?.focus();
  }
}
