import { Controller } from "../../../vendor/stimulus.js";

// The fields of a record: finds one by its label or value, and hides the empty ones.
export default class extends Controller {
  static targets = ["finder", "row", "nothing"];

  find() {
    const words = this.finderTarget.value.trim();
    const isFinding = words !== "";
    if (isFinding && !this.wasOpen) this.#openAll();
    this.element.classList.toggle("fields--finding", isFinding);
    let found = 0;
    for (const row of this.rowTargets) {
      row.hidden = isFinding && !plain(row.textContent).includes(plain(words));
      found += row.hidden ? 0 : 1;
    }
    for (const section of this.#sections) {
      section.hidden = isFinding && !section.querySelector("[data-fields-target=row]:not([hidden])");
    }
    this.nothingTarget.hidden = !isFinding || found > 0;
    if (!isFinding && this.wasOpen) this.#restore();
  }

  clear(event) {
    if (event.target !== this.finderTarget || this.finderTarget.value === "") return;
    event.preventDefault();
    this.finderTarget.value = "";
    this.find();
  }

  toggleEmpty(event) {
    event.preventDefault();
    const button = event.currentTarget;
    const form = button.form;
    const body = new FormData(form);
    body.set(button.name, button.value);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    const isHidden = this.element.classList.toggle("fields--full", button.value === "1");
    button.setAttribute("aria-pressed", String(isHidden));
    button.value = isHidden ? "0" : "1";
  }

  get #sections() {
    return this.element.querySelectorAll("details.section");
  }

  #openAll() {
    this.wasOpen = new Map([...this.#sections].map((section) => [section, section.open]));
    for (const section of this.#sections) {
      section.dataset.isFinding = "yes";
      section.open = true;
    }
  }

  #restore() {
    for (const [section, isOpen] of this.wasOpen) section.open = isOpen;
    const sections = [...this.wasOpen.keys()];
    // The toggle event comes later; until then nothing is to be remembered.
    setTimeout(() => sections.forEach((section) => delete section.dataset.isFinding), 50);
    this.wasOpen = null;
  }
}

// As people type it: no accents, no capitals.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
