import { Controller } from "../../../vendor/stimulus.js";

// Takes the focus when it appears, so that errors are read out and Tab goes on from there.
export default class extends Controller {
  connect() {
    this.element.focus({ preventScroll: false });
  }
}
