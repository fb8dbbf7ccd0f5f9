import { Controller } from "../../../vendor/stimulus.js";
import { cookieName, keepCookie } from "../cookies.js";

const COOKIE = cookieName("amity-sidebar");

// Narrows the sidebar and remembers it, and which groups are shut, in a cookie, so that the next page comes right.
export default class extends Controller {
  static targets = ["switch", "group"];

  toggle(event) {
    event.preventDefault();
    const isNarrow = this.element.classList.toggle("shell--rail");
    this.switchTarget.setAttribute("aria-pressed", String(isNarrow));
    this.switchTarget.value = isNarrow ? "0" : "1";
    for (const link of this.element.querySelectorAll(".sidebar__link")) {
      if (isNarrow) link.title = link.textContent.trim();
      else link.removeAttribute("title");
    }
    this.keep();
  }

  keep() {
    const isNarrow = this.element.classList.contains("shell--rail");
    const shut = this.groupTargets.filter((group) => !group.open).map((group) => group.dataset.name);
    const value = [...(isNarrow ? ["narrow"] : []), ...shut].join(".");
    keepCookie(COOKIE, value);
  }
}
