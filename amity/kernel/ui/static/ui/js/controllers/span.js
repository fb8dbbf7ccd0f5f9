import { Controller } from "../../../vendor/stimulus.js";

// A period: the inputs that its first choice asks for.
export default class extends Controller {
  static targets = ["mode"];

  show() {
    for (const input of this.element.querySelectorAll("[data-span-for]")) {
      input.hidden = !input.dataset.spanFor.split(" ").includes(this.modeTarget.value);
    }
  }
}
