import { Controller } from "../../../vendor/stimulus.js";

// Ctrl or Cmd with Enter saves from inside the text.
export default class extends Controller {
  submit(event) {
    event.preventDefault();
    this.element.requestSubmit();
  }
}
