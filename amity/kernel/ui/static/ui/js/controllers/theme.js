import { Controller } from "../../../vendor/stimulus.js";

// Changes the theme at once and keeps the choice in the background; without script the form itself does it.
export default class extends Controller {
  choose(event) {
    event.preventDefault();
    const chosen = event.submitter.value;
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    for (const choice of this.element.querySelectorAll("[name=theme]")) choice.setAttribute("aria-pressed", String(choice.value === chosen));
    const body = new FormData(this.element);
    body.set("theme", chosen);
    fetch(this.element.action, { method: "POST", body, redirect: "manual" });
  }
}
