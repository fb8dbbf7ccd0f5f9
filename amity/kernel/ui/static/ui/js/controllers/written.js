import { Controller } from "../../../vendor/stimulus.js";
import { Listbox } from "../listbox.js";

// The text of a filter: completed while it is typed, wrong words marked where they stand, counted.
export default class extends Controller {
  static targets = ["text", "marks", "list", "told", "leave"];

  connect() {
    this.box = new Listbox(this.textTarget, this.listTarget);
    const end = this.textTarget.value.length;
    if (document.activeElement !== this.textTarget) this.textTarget.focus();
    this.textTarget.setSelectionRange(end, end);
  }

  disconnect() {
    clearTimeout(this.waiting);
    this.box.close();
  }

  changed() {
    this.#draw([]);
    this.toldTarget.dispatchEvent(new Event("recount"));
    this.look();
  }

  look() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const { value, selectionStart } = this.textTarget;
      const asked = new URLSearchParams({ filter: value, at: [...value.slice(0, selectionStart)].length });
      this.box.ask(`${this.listTarget.dataset.url}?${asked}`);
    }, 120);
  }

  leave() {
    clearTimeout(this.waiting);
    this.box.close();
  }

  key(event) {
    if (this.box.move(event.key)) return event.preventDefault();
    if (event.key === "Escape") this.#escape(event);
    else if (["Enter", "Tab"].includes(event.key) && this.box.isOpen && this.box.active) {
      event.preventDefault();
      this.#take(this.box.active);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.element.requestSubmit();
    }
  }

  keep(event) {
    event.preventDefault();
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#take(option);
  }

  // The server has said what is wrong, or how many fit.
  mark() {
    const wrong = [...this.toldTarget.querySelectorAll("[data-start]")];
    this.#draw(wrong.map(({ dataset }) => [Number(dataset.start), Number(dataset.end)]));
  }

  #escape(event) {
    if (this.box.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    } else if (this.hasLeaveTarget) {
      event.preventDefault();
      this.leaveTarget.click();
    }
  }

  #take({ dataset }) {
    const letters = [...this.textTarget.value];
    const units = (place) => letters.slice(0, place).join("").length;
    this.textTarget.setRangeText(dataset.insert, units(Number(dataset.start)), units(Number(dataset.end)), "end");
    this.box.close();
    this.changed();
  }

  // The server's places count letters; a string of the browser counts some of them twice.
  #draw(spans) {
    const letters = [...this.textTarget.value];
    const parts = [];
    let at = 0;
    for (const [start, end] of spans) {
      if (start > at) parts.push(letters.slice(at, start).join(""));
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(Math.max(at, start), end).join("") || " ";
      parts.push(mark);
      at = Math.max(at, end);
    }
    parts.push(letters.slice(at).join(""));
    this.marksTarget.replaceChildren(...parts);
    if (spans.length) this.textTarget.setAttribute("aria-invalid", "true");
    else this.textTarget.removeAttribute("aria-invalid");
  }
}
