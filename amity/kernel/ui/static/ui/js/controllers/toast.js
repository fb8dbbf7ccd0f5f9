import { Controller } from "../../../vendor/stimulus.js";

// Leaves by itself unless it tells of an error, or somebody is reading it.
export default class extends Controller {
  static values = { leaves: Number };

  connect() {
    if (this.leavesValue) this.timer = setTimeout(() => this.#leave(), this.leavesValue);
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  close() {
    this.element.remove();
  }

  #leave() {
    if (this.element.matches(":hover, :focus-within")) this.timer = setTimeout(() => this.#leave(), 2000);
    else this.element.remove();
  }
}
