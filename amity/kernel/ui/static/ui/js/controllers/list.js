import { Controller } from "../../../vendor/stimulus.js";

// The list: what the server leaves out of the rows to keep the page small (boxes, roles, the names of cells), the
// cursor of j and k, arrow keys in cells, what is selected over several pages, widths of columns.
export default class extends Controller {
  static targets = ["bar", "count", "every", "page"];
  static values = { query: String, plural: String, sort: String, usualSort: String, reads: Boolean };

  connect() {
    this.heads = [...this.element.querySelectorAll("thead th")];
    this.selected = new Set(JSON.parse(sessionStorage.getItem(this.#key) ?? "[]"));
    this.isAll = false;
    for (const row of this.rows) this.#complete(row);
    if (this.hasBarTarget) this.#addHeadBox();
    for (const head of this.heads.slice(1)) this.#addHandle(head);
    for (const group of this.element.querySelectorAll("[data-group]")) if (this.#folded.includes(group.dataset.group)) fold(group, true);
    this.onShortcut = (event) => this.#shortcut(event);
    this.onKey = (event) => this.#arrow(event);
    this.onClick = (event) => this.#click(event);
    this.carryOn = (event) => this.#carry(event);
    document.addEventListener("shortcut", this.onShortcut);
    this.element.addEventListener("keydown", this.onKey);
    this.element.addEventListener("click", this.onClick);
    for (const name of ["pointerdown", "focusin"]) this.element.addEventListener(name, this.carryOn);
    this.element.addEventListener("fieldform:given-up", (event) => this.#giveUp(event.target.closest("td")));
    this.addSelection = (event) => event.target.matches?.("[data-selection]") && this.#send(event.formData);
    document.addEventListener("formdata", this.addSelection);
    this.sayChosen = ({ detail }) => this.#sayChosen(detail.target);
    document.addEventListener("htmx:afterSwap", this.sayChosen);
    this.#show();
  }

  disconnect() {
    document.removeEventListener("shortcut", this.onShortcut);
    document.removeEventListener("formdata", this.addSelection);
    document.removeEventListener("htmx:afterSwap", this.sayChosen);
  }

  get rows() {
    return [...this.element.querySelectorAll("tbody tr:not(.group__head), .cards > li, .board article")];
  }

  // Selection

  selectAll() {
    this.isAll = true;
    this.#show();
  }

  // Where no box stands over the rows: on a phone, and over cards.
  selectPage() {
    for (const row of this.rows) this.selected.add(row.dataset.uid);
    this.#show();
  }

  clear() {
    this.selected.clear();
    this.isAll = false;
    this.#show();
  }

  change(event) {
    window.htmx.ajax("GET", event.currentTarget.dataset.address, { target: "#dialog-body", source: event.currentTarget });
  }

  fold(event) {
    const group = event.currentTarget.closest("[data-group]");
    const isFolded = event.currentTarget.getAttribute("aria-expanded") === "true";
    fold(group, isFolded);
    const others = this.#folded.filter((name) => name !== group.dataset.group);
    localStorage.setItem(this.#foldKey, JSON.stringify(isFolded ? [...others, group.dataset.group] : others));
  }

  get #key() {
    return `selected:${this.pluralValue}`;
  }

  get #foldKey() {
    return `folded:${this.pluralValue}:${new URLSearchParams(this.queryValue).get("group") ?? ""}`;
  }

  get #folded() {
    return JSON.parse(localStorage.getItem(this.#foldKey) ?? "[]");
  }

  #complete(row) {
    const link = row.querySelector("a.who");
    if (!link) return;
    row.dataset.uid = link.pathname.split("/").pop();
    const tick = this.hasBarTarget && box(this.#called("each", link.textContent), () => this.#toggle(row));
    if (row.localName !== "tr") return tick && row.append(tick);
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, place) => {
      cell.setAttribute("role", "cell");
      const head = this.heads[place];
      if (head?.dataset.field) cell.dataset.field = head.dataset.field;
    });
    if (tick) row.cells[0].append(tick);
  }

  #addHeadBox() {
    const words = this.heads[0]?.textContent.trim();
    if (!words) return;
    this.pageBox = box(words, () => {
      for (const row of this.rows) this.selected[this.pageBox.checked ? "add" : "delete"](row.dataset.uid);
      this.isAll = false;
      this.#show();
    });
    this.pageBox.setAttribute("aria-label", this.#called("words", words));
    this.heads[0].replaceChildren(this.pageBox);
  }

  // What a box is called, in the page's language: the bar holds the patterns.
  #called(name, what) {
    return (this.barTarget.dataset[name] ?? "%n").replace("%n", what);
  }

  #toggle(row) {
    const uid = row.dataset.uid;
    this.isAll = false;
    if (!this.selected.delete(uid)) this.selected.add(uid);
    this.#show();
  }

  #show() {
    if (!this.hasBarTarget) return;
    let here = 0;
    for (const row of this.rows) {
      const isChosen = this.isAll || this.selected.has(row.dataset.uid);
      here += isChosen ? 1 : 0;
      const tick = row.querySelector(".box");
      if (tick) tick.checked = isChosen;
    }
    if (this.pageBox) {
      this.pageBox.checked = here > 0 && here === this.rows.length;
      this.pageBox.indeterminate = here > 0 && here < this.rows.length;
    }
    sessionStorage.setItem(this.#key, JSON.stringify([...this.selected]));
    this.countTarget.textContent = this.#words;
    this.pageTarget.hidden = this.isAll || here === this.rows.length;
    this.everyTarget.hidden = this.isAll || here < this.rows.length || here === 0;
    this.barTarget.hidden = !this.isAll && this.selected.size === 0;
  }

  get #words() {
    const { words, allWords } = this.countTarget.dataset;
    return this.isAll ? allWords : words.replace("%n", String(this.selected.size));
  }

  #sayChosen(target) {
    const place = target?.querySelector?.("[data-selection-words]");
    if (place) place.textContent = this.#words;
  }

  #send(data) {
    if (this.isAll) data.append("all", "1");
    else for (const uid of this.selected) data.append("uid", uid);
    this.clear();
  }

  // Keys

  #shortcut(event) {
    const { name } = event.detail;
    if (name === "next" || name === "previous") this.#move(name === "next" ? 1 : -1);
    else if (!this.cursor?.isConnected) return;
    else if (name === "select" && this.hasBarTarget) this.#toggle(this.cursor);
    else if (name === "open") this.cursor.querySelector("a.who").click();
    else if (name === "edit" && !this.readsValue) this.#edit(this.#cell ?? this.cursor.querySelector("[data-field]"));
    else return;
    event.preventDefault();
  }

  #move(by) {
    const rows = this.rows.filter((row) => row.checkVisibility());
    const at = rows.indexOf(this.cursor);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) this.#stand(next);
    next?.querySelector("a.who")?.focus();
  }

  #stand(row) {
    this.cursor?.classList.remove("is-here");
    this.cursor = row;
    row.classList.add("is-here");
  }

  get #cell() {
    return document.activeElement?.closest("td[data-field]");
  }

  #arrow(event) {
    const cell = event.target.closest("tbody td");
    if (!cell || event.target.closest("form, details")) return;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    const isWord = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && event.target === cell && !this.readsValue) this.#edit(cell);
    else if (step) this.#go(cell, step);
    // Typing in a chosen cell replaces what it holds; keys of the list stay keys of the list on the name.
    else if (isWord && event.target === cell && event.shiftKey && !this.readsValue) this.#edit(cell, event.key);
    else return;
    event.preventDefault();
  }

  #go(cell, [down, right]) {
    const rtl = getComputedStyle(this.element).direction === "rtl" ? -1 : 1;
    const rows = this.rows.filter((row) => row.checkVisibility());
    const row = rows[rows.indexOf(cell.parentElement) + down];
    const next = row?.cells[cell.cellIndex + right * rtl];
    if (!next || next.cellIndex === 0) return;
    this.#stand(row);
    const target = next.querySelector("a.who") ?? next;
    if (target === next) next.tabIndex = -1;
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // A cell that becomes the small form of its field.
  #edit(cell) {
    const head = cell && this.heads[cell.cellIndex];
    if (!head?.dataset.edits || cell.querySelector("form")) return;
    cell.shown = cell.innerHTML;
    const address = `/${this.pluralValue}/${cell.parentElement.dataset.uid}/fields/${cell.dataset.field}?cell=1`;
    window.htmx.ajax("GET", address, { target: cell, swap: "innerHTML" });
  }

  #giveUp(cell) {
    if (cell?.shown === undefined) return;
    cell.innerHTML = cell.shown;
    cell.tabIndex = -1;
    (cell.querySelector("a.who") ?? cell).focus();
  }

  // Pointer

  #click(event) {
    const sort = event.target.closest("a.table__sort");
    if (sort && event.shiftKey) {
      event.preventDefault();
      this.#sortAlso(sort);
    }
    const row = event.target.closest("tbody tr");
    if (row && this.rows.includes(row)) this.#stand(row);
    const cell = event.target.closest("td[data-field]");
    if (cell && event.detail === 2 && !this.readsValue) this.#edit(cell);
  }

  // Sorts by one more column: another click turns its direction round.
  #sortAlso(link) {
    const address = new URL(link.href);
    const name = link.closest("th").dataset.field;
    const wanted = address.searchParams.get("sort") || this.usualSortValue;
    const sorts = this.sortValue.split(",");
    const at = sorts.findIndex((sort) => sort.replace("-", "") === name);
    if (at >= 0) sorts[at] = sorts[at].startsWith("-") ? name : `-${name}`;
    else sorts.push(wanted);
    address.searchParams.set("sort", sorts.slice(0, 4).join(","));
    window.location.assign(address.href.replaceAll("%2C", ","));
  }

  // A record opened from here knows which list it stands in, for its neighbours.
  #carry(event) {
    const link = event.target.closest?.("a.who");
    if (link && !link.search) link.search = `?list=${encodeURIComponent(this.queryValue)}`;
  }

  #addHandle(head) {
    const handle = document.createElement("span");
    handle.className = "table__resize";
    handle.tabIndex = 0;
    handle.setAttribute("role", "separator");
    handle.setAttribute("aria-orientation", "vertical");
    handle.setAttribute("aria-label", `${head.textContent.trim()} ↔`);
    const col = this.element.querySelectorAll("colgroup col")[head.cellIndex];
    const tell = () => {
      handle.setAttribute("aria-valuemin", "56");
      handle.setAttribute("aria-valuemax", "800");
      handle.setAttribute("aria-valuenow", String(Math.round(Number(col.width))));
    };
    tell();
    const set = (width) => {
      col.width = String(Math.min(800, Math.max(56, Math.round(width))));
      tell();
    };
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 16, ArrowLeft: -16 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      set(Number(col.width) + by);
      this.#keepWidths(head);
    });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const rtl = getComputedStyle(head).direction === "rtl" ? -1 : 1;
      const start = { x: event.clientX, width: head.getBoundingClientRect().width };
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = (moved) => set(start.width + (moved.clientX - start.x) * rtl);
      handle.onpointerup = () => {
        handle.onpointermove = handle.onpointerup = null;
        this.#keepWidths(head);
      };
    });
    head.append(handle);
  }

  // The address tells the width at once, so that a reload, a bookmark and a saved view have it.
  #keepWidths(changed) {
    const cols = this.element.querySelectorAll("colgroup col");
    const before = new Map((new URLSearchParams(location.search).get("columns") ?? "").split(",").map((word) => word.split(":")));
    const words = this.heads.slice(1).map((head) => {
      const width = head === changed ? cols[head.cellIndex].width : before.get(head.dataset.field);
      return width ? `${head.dataset.field}:${width}` : head.dataset.field;
    });
    const address = new URL(location.href);
    address.searchParams.set("columns", words.join(","));
    history.replaceState(history.state, "", address.href.replaceAll("%3A", ":").replaceAll("%2C", ","));
    this.queryValue = address.search.slice(1);
  }
}

function box(words, act) {
  const made = document.createElement("input");
  made.type = "checkbox";
  made.className = "box";
  made.setAttribute("aria-label", words);
  made.addEventListener("change", act);
  return made;
}

function fold(group, isFolded) {
  group.classList.toggle("is-folded", isFolded);
  group.querySelector(".group__fold")?.setAttribute("aria-expanded", String(!isFolded));
}
