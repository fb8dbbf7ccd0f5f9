import { Controller } from "../../../vendor/stimulus.js";
import { Listbox } from "../listbox.js";

const PAUSE = 120;

// A text field that suggests records, or words of a list with commas. What is typed counts, picked or not.
export default class extends Controller {
  static targets = ["input", "pick", "list"];
  static values = { address: String, many: Boolean };

  connect() {
    this.box = new Listbox(this.inputTarget, this.listTarget);
  }

  disconnect() {
    clearTimeout(this.waiting);
    this.box.close();
  }

  look(event) {
    clearTimeout(this.waiting);
    if (event && this.hasPickTarget) this.pickTarget.value = "";
    const words = this.#parts.at(-1).trim();
    if (!words) return this.box.close();
    this.waiting = setTimeout(() => this.box.ask(`${this.addressValue}?${new URLSearchParams({ q: words })}`), PAUSE);
  }

  leave() {
    clearTimeout(this.waiting);
    this.box.close();
  }

  // Keys for the list are not for the form around it: Enter takes, Escape closes what is innermost.
  move(event) {
    if (!this.box.isOpen || event.isComposing) return;
    if (this.box.move(event.key)) event.preventDefault();
    else if (event.key === "Enter" && this.box.active) this.#take(event, this.box.active);
    else if (event.key === "Escape") this.#stop(event);
  }

  // A press inside the list leaves the focus in the input.
  keep(event) {
    if (this.listTarget.contains(event.target)) event.preventDefault();
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#take(event, option);
  }

  get #parts() {
    return this.manyValue ? this.inputTarget.value.split(",") : [this.inputTarget.value];
  }

  #take(event, option) {
    this.#stop(event);
    const name = option.dataset.name;
    if (name === undefined) return;
    const before = this.#parts.slice(0, -1).map((part) => part.trim());
    this.inputTarget.value = this.manyValue ? `${[...before, name].join(", ")}, ` : name;
    this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
    if (this.hasPickTarget) this.pickTarget.value = option.dataset.uid ?? "";
  }

  #stop(event) {
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  }
}
