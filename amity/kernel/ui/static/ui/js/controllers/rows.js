import { Controller } from "../../../vendor/stimulus.js";

// Rows of a form set (order lines, e-mails): "add" copies the waiting template, "remove" ticks the row's delete box.
export default class extends Controller {
  static targets = ["list", "template"];

  add() {
    // Django writes this field of its form sets itself.
    const total = this.element.querySelector("input[name$=-TOTAL_FORMS]");
    const index = Number(total.value);
    const html = this.templateTarget.innerHTML.replaceAll("__prefix__", String(index));
    this.listTarget.insertAdjacentHTML("beforeend", html);
    total.value = String(index + 1);
    this.listTarget.lastElementChild?.querySelector("input:not([type=hidden]), select")?.focus();
  }

  remove(event) {
    const row = event.target.closest("[data-row]");
    const box = row?.querySelector("input[name$=-DELETE]");
    if (!box) return;
    box.checked = true;
    row.hidden = true;
  }
}
