// The list of suggestions under an input, as the combobox pattern wants it: the focus stays in the input, which names
// the chosen option by aria-activedescendant. The server writes the options; ids are given here, for inputs are many.
// A text of several lines stays a text box: it may not be called a combobox, nor expanded.
export class Listbox {
  constructor(input, list) {
    this.input = input;
    this.list = list;
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    if (input.matches("input")) input.setAttribute("role", "combobox");
    else input.setAttribute("aria-haspopup", "listbox");
    this.#expand(false);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  // Asks the server; an older question is broken off. `url` is an address with its parameters.
  async ask(url) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && document.activeElement === this.input) this.#show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  close() {
    this.asking?.abort();
    this.list.hidden = true;
    this.#expand(false);
    this.input.removeAttribute("aria-activedescendant");
  }

  // Up and down, round the ends; true when the key was for the list.
  move(key) {
    const options = this.options;
    if (!this.isOpen || !["ArrowDown", "ArrowUp"].includes(key)) return false;
    const step = key === "ArrowDown" ? 1 : -1;
    const from = options.indexOf(this.active);
    this.activate(options[(from < 0 && step < 0 ? options.length : from) + step] ?? options.at(step < 0 ? -1 : 0));
    return true;
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  #expand(isOpen) {
    if (this.input.matches("input")) this.input.setAttribute("aria-expanded", String(isOpen));
  }

  #show(html) {
    this.list.innerHTML = html;
    this.options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    if (!this.options.length) return this.close();
    this.list.hidden = false;
    this.#expand(true);
    this.input.removeAttribute("aria-activedescendant");
  }
}
