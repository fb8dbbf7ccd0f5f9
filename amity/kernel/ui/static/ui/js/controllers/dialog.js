import { Controller } from "../../../vendor/stimulus.js";

// Opens a <dialog> that stands in the page; without script its opener is a link to a page that asks the same.
export default class extends Controller {
  static targets = ["dialog"];

  open(event) {
    event.preventDefault();
    this.dialogTarget.showModal();
  }

  close(event) {
    event.preventDefault();
    this.dialogTarget.close();
  }

  closeOutside(event) {
    if (event.target === this.dialogTarget) this.dialogTarget.close();
  }
}
