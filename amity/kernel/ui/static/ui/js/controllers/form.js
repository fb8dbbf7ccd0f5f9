import { Controller } from "../../../vendor/stimulus.js";

// One submit is one submit; leaving with unsaved changes asks first.
export default class extends Controller {
  static values = { guards: Boolean };

  connect() {
    this.isChanged = false;
    this.warn = (event) => this.isChanged && this.guardsValue && event.preventDefault();
    window.addEventListener("beforeunload", this.warn);
  }

  disconnect() {
    window.removeEventListener("beforeunload", this.warn);
  }

  change() {
    this.isChanged = true;
  }

  submit(event) {
    if (this.isSent) return event.preventDefault();
    this.isSent = true;
    this.isChanged = false;
    event.submitter?.classList.add("button--busy");
    // Coming back through the browser's cache must leave a form that can be sent again.
    window.addEventListener("pageshow", () => this.#reset(event.submitter), { once: true });
  }

  send() {
    this.element.requestSubmit();
  }

  #reset(submitter) {
    this.isSent = false;
    submitter?.classList.remove("button--busy");
  }
}
