import { Controller } from "../../../vendor/stimulus.js";

// The order of columns: by the buttons of each line, or by dragging it. Without script the buttons ask the server.
export default class extends Controller {
  static targets = ["list", "line"];

  connect() {
    this.listTarget.addEventListener("dragstart", (event) => (this.dragged = event.target.closest("li")));
    this.listTarget.addEventListener("dragover", (event) => this.#over(event));
  }

  up(event) {
    this.#step(event, -1);
  }

  down(event) {
    this.#step(event, 1);
  }

  #step(event, by) {
    event.preventDefault();
    const line = event.currentTarget.closest("li");
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    // The first line is the name, which stays.
    if (!other || other === this.lineTargets[0]) return;
    if (by < 0) other.before(line);
    else other.after(line);
    event.currentTarget.focus();
  }

  #over(event) {
    const line = event.target.closest("li");
    if (!this.dragged || !line || line === this.dragged || this.dragged === this.lineTargets[0]) return;
    event.preventDefault();
    const { top, height } = line.getBoundingClientRect();
    if (event.clientY < top + height / 2 && line !== this.lineTargets[0]) line.before(this.dragged);
    else line.after(this.dragged);
  }
}
