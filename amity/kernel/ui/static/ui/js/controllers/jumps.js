import { Controller } from "../../../vendor/stimulus.js";

// Links to the parts of a page: the one that the address names is marked, the first where it names none.
export default class extends Controller {
  connect() {
    this.mark();
  }

  mark() {
    const links = [...this.element.querySelectorAll("a")];
    const named = links.find((link) => link.hash === location.hash) ?? links[0];
    for (const link of links) {
      if (link === named) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
