import { Controller } from "../../../vendor/stimulus.js";

// A long list of links with a search field: letters narrow it, arrows go through it, Enter takes the first.
export default class extends Controller {
  static targets = ["words", "group", "item", "told"];

  get shown() {
    return this.itemTargets.filter((item) => !item.hidden).map((item) => item.querySelector("a"));
  }

  narrow() {
    const words = plain(this.wordsTarget.value).split(" ").filter(Boolean);
    for (const group of this.groupTargets) {
      const heading = plain(group.querySelector("h2, h3").textContent);
      const items = [...group.querySelectorAll("li")];
      for (const item of items) {
        const name = `${heading} ${plain(item.textContent)}`;
        item.hidden = !words.every((word) => name.includes(word));
      }
      group.hidden = items.every((item) => item.hidden);
    }
    this.toldTarget.textContent = this.shown.length ? "" : this.toldTarget.dataset.none;
  }

  move(event) {
    const links = this.shown;
    const at = links.indexOf(document.activeElement);
    if (event.key === "Enter" && at < 0) {
      event.preventDefault();
      links[0]?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (links[Math.min(next, links.length - 1)] ?? this.wordsTarget).focus();
    }
  }
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
