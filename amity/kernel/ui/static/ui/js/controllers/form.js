import { Controller } from "../../../vendor/stimulus.js";

// One submit is one submit; leaving with unsaved changes asks first.
export default class extends Controller {
  static values = { guards: Boolean };

  connect() {
    this.isChanged = false;
    this.warn = (event) => this.isChanged && this.guardsValue && event.preventDefault();
    this.note = () => (this.isChanged = true);
    // What was sent without leaving the page, and failed, can be sent again.
    this.free = ({ detail }) => !detail.successful && this.#reset();
    window.addEventListener("beforeunload", this.warn);
    this.element.addEventListener("input", this.note);
    this.element.addEventListener("htmx:afterRequest", this.free);
  }

  disconnect() {
    window.removeEventListener("beforeunload", this.warn);
    this.element.removeEventListener("input", this.note);
    this.element.removeEventListener("htmx:afterRequest", this.free);
  }

  submit(event) {
    if (this.isSent) return event.preventDefault();
    this.isSent = true;
    this.isChanged = false;
    this.pressed = event.submitter;
    this.pressed?.classList.add("button--busy");
    // Coming back through the browser's cache must leave a form that can be sent again.
    window.addEventListener("pageshow", () => this.#reset(), { once: true });
  }

  send() {
    this.element.requestSubmit();
  }

  #reset() {
    this.isSent = false;
    this.pressed?.classList.remove("button--busy");
  }
}
