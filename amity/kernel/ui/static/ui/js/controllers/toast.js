import { Controller } from "../../../vendor/stimulus.js";
import { announce } from "../announcer.js";

const BEAT = 500;

// Leaves by itself unless it tells of an error. Time stands still while anybody points at a message or is in one,
// and while the page is not looked at.
export default class extends Controller {
  static values = { leaves: Number };

  connect() {
    announce(this.element.querySelector("p")?.textContent);
    this.left = this.leavesValue;
    if (this.left) this.timer = setInterval(() => this.#beat(), BEAT);
  }

  disconnect() {
    clearInterval(this.timer);
  }

  close() {
    const others = [...this.element.parentElement.querySelectorAll(".toast")].filter((one) => one !== this.element);
    const hadFocus = this.element.contains(document.activeElement);
    this.element.remove();
    if (hadFocus) (others.at(-1)?.querySelector("button") ?? document.getElementById("main"))?.focus();
  }

  // On the document: Escape takes the newest message away when nothing else wants the key.
  closeNewest(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open, details[data-controller~=menu][open]")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (this.element.matches(":last-child")) this.close();
  }

  #beat() {
    const isRead = this.element.parentElement.matches(":hover, :focus-within") || document.hidden;
    if (!isRead) this.left -= BEAT;
    if (this.left <= 0) this.element.remove();
  }
}
