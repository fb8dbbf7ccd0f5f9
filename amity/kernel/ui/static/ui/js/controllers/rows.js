import { Controller } from "../../../vendor/stimulus.js";

// Rows of a form set (order lines, e-mails): "add" copies the waiting template, "remove" ticks the row's delete box.
export default class extends Controller {
  static targets = ["list", "template", "total"];

  add() {
    const index = Number(this.totalTarget.value);
    const html = this.templateTarget.innerHTML.replaceAll("__prefix__", String(index));
    this.listTarget.insertAdjacentHTML("beforeend", html);
    this.totalTarget.value = String(index + 1);
    this.listTarget.lastElementChild?.querySelector("input, select")?.focus();
  }

  remove(event) {
    const row = event.target.closest("[data-row]");
    const box = row?.querySelector("input[name$=-DELETE]");
    if (!box) return;
    box.checked = true;
    row.hidden = true;
  }
}
