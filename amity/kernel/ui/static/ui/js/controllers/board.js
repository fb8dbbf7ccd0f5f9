import { Controller } from "../../../vendor/stimulus.js";

// Cards are dragged to another column, or sent there with Alt and an arrow key; each card's menu does the same without
// script. Columns that were folded stay so.
export default class extends Controller {
  static targets = ["column", "form", "asking"];
  static values = { field: String, address: String };

  connect() {
    const folded = this.#folded;
    for (const column of this.columnTargets) this.#set(column, folded.includes(column.dataset.group));
    if (this.hasFormTarget) for (const card of this.element.querySelectorAll("article")) card.draggable = true;
    this.element.addEventListener("click", (event) => this.#ask(event));
    this.element.addEventListener("dragstart", (event) => this.#lift(event));
    this.element.addEventListener("dragover", (event) => this.#over(event));
    this.element.addEventListener("drop", (event) => this.#drop(event));
    this.element.addEventListener("dragend", () => this.#mark(null));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  fold(event) {
    const column = event.currentTarget.closest("[data-group]");
    const isFolded = !column.classList.contains("is-folded");
    this.#set(column, isFolded);
    const others = this.#folded.filter((name) => name !== column.dataset.group);
    localStorage.setItem(this.#place, JSON.stringify(isFolded ? [...others, column.dataset.group] : others));
  }

  get #place() {
    return `folded:${this.addressValue}:${this.fieldValue}`;
  }

  get #folded() {
    return JSON.parse(localStorage.getItem(this.#place) ?? "[]");
  }

  #set(column, isFolded) {
    column.classList.toggle("is-folded", isFolded);
    column.querySelector(".group__fold").setAttribute("aria-expanded", String(!isFolded));
  }

  #lift(event) {
    this.card = event.target.closest("article");
    if (this.card) event.dataTransfer.setData("text/plain", this.card.dataset.uid);
  }

  #over(event) {
    const column = event.target.closest("[data-board-target=column]");
    if (!this.card || !column) return;
    event.preventDefault();
    this.#mark(column);
  }

  #drop(event) {
    const column = event.target.closest("[data-board-target=column]");
    if (!this.card || !column) return;
    event.preventDefault();
    this.#mark(null);
    this.#move(this.card, column);
  }

  #key(event) {
    const card = event.target.closest("article");
    if (!card || !event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const rtl = getComputedStyle(this.element).direction === "rtl" ? -1 : 1;
    const at = this.columnTargets.indexOf(card.closest("[data-board-target=column]"));
    const column = this.columnTargets[at + (event.key === "ArrowRight" ? rtl : -rtl)];
    if (column) this.#move(card, column);
  }

  // The button of a card asks in the dialog; without script its form leads to a page that asks the same.
  #ask(event) {
    const button = event.target.closest("button[form]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(this.askingTarget, button));
    window.htmx.ajax("GET", `${this.askingTarget.action}?${asked}`, { target: "#dialog-body", swap: "innerHTML" });
  }

  #mark(column) {
    for (const one of this.columnTargets) one.classList.toggle("is-aimed-at", one === column);
  }

  // The form of the board is sent: the answer is the board as it is then, with the message and its way back.
  #move(card, column) {
    if (!this.hasFormTarget || column.contains(card)) return;
    this.formTarget.elements.uid.value = card.dataset.uid;
    this.formTarget.elements.value.value = column.dataset.value;
    this.formTarget.requestSubmit();
  }
}
