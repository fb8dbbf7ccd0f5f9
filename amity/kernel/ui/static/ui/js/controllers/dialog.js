import { Controller } from "../../../vendor/stimulus.js";

// The one dialog of a page. A link with hx-target="#dialog-body" fills it and it opens; without script the link leads
// to a page that asks the same. The browser keeps the focus inside and gives it back, Escape closes.
export default class extends Controller {
  static targets = ["body"];

  open() {
    if (this.element.open || !this.bodyTarget.childElementCount) return;
    const heading = this.bodyTarget.querySelector("h1, h2");
    if (heading) {
      heading.id ||= "dialog-heading";
      this.element.setAttribute("aria-labelledby", heading.id);
    }
    this.element.showModal();
  }

  close() {
    this.element.close();
  }

  closeOutside(event) {
    if (event.target === this.element) this.element.close();
  }

  // What was asked is done: nothing came back to show, or what came stands elsewhere on the page.
  closeWhenDone({ detail }) {
    if (!detail.successful || detail.xhr.status >= 300) return;
    if (detail.xhr.status === 204 || !this.element.contains(detail.target)) this.element.close();
  }

  empty() {
    this.bodyTarget.replaceChildren();
  }
}
