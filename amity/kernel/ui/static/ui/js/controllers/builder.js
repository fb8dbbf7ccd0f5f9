import { Controller } from "../../../vendor/stimulus.js";

const PATIENCE = 400;

// The builder of filters. The server draws it anew after every button; here only what no button says: another field
// or operator asks for other inputs, the last value of a list makes room for one more, and every change is counted.
export default class extends Controller {
  static targets = ["update"];

  disconnect() {
    clearTimeout(this.waiting);
  }

  reshape(event) {
    if (!event.target.matches("[data-reshapes]")) return this.recount();
    this.#reshapeSoon(this.isTyped ? PATIENCE : 0);
  }

  // Letters and arrows go through a select one by one: what is asked for is known when they rest, or it is left.
  typed() {
    this.isTyped = true;
    if (this.waiting) this.#reshapeSoon(PATIENCE);
  }

  pointed() {
    this.isTyped = false;
  }

  left() {
    if (this.waiting) this.#reshapeSoon(0);
  }

  changed({ target }) {
    if (target.matches("[data-last]") && target.value) this.#addAfter(target);
    this.recount();
  }

  recount() {
    this.element.querySelector("#filter-count")?.dispatchEvent(new Event("recount"));
  }

  #reshapeSoon(delay) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      this.element.requestSubmit(this.updateTarget);
    }, delay);
  }

  // While it is typed, not when it is left: Tab and a press on a button find everything where it was.
  #addAfter(input) {
    const part = input.closest(".lookup") ?? input;
    const copy = part.cloneNode(true);
    const next = copy.matches("input") ? copy : copy.querySelector("input");
    delete input.dataset.last;
    input.removeAttribute("placeholder");
    next.value = "";
    for (const attribute of ["autofocus", "aria-invalid", "aria-describedby"]) next.removeAttribute(attribute);
    for (const named of [next, copy.querySelector("ul")]) if (named) named.id = `${named.id}-more`;
    copy.querySelector("ul")?.replaceChildren();
    part.after(copy);
  }
}
