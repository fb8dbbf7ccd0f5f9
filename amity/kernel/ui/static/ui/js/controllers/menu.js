import { Controller } from "../../../vendor/stimulus.js";

// A <details> menu that closes when the pointer or the focus goes elsewhere, and on Escape.
export default class extends Controller {
  connect() {
    this.leave = (event) => this.element.contains(event.target) || this.element.removeAttribute("open");
    document.addEventListener("pointerdown", this.leave);
    document.addEventListener("focusin", this.leave);
  }

  disconnect() {
    document.removeEventListener("pointerdown", this.leave);
    document.removeEventListener("focusin", this.leave);
  }

  close() {
    this.element.removeAttribute("open");
    this.element.querySelector("summary")?.focus();
  }
}
