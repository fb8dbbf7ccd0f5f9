import { Controller } from "../../../vendor/stimulus.js";
import { cookieName, keepCookie } from "../cookies.js";

const COOKIE = cookieName("amity-closed");

// Remembers which sections of record pages are shut, where the server reads it: the next page is painted so at once.
export default class extends Controller {
  static values = { key: String };

  remember() {
    if (this.element.dataset.isFinding) return;
    const closed = new Set(read().split(".").filter(Boolean));
    if (this.element.open) closed.delete(this.keyValue);
    else closed.add(this.keyValue);
    keepCookie(COOKIE, [...closed].slice(-60).join("."));
  }
}

function read() {
  return document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([^;]*)`))?.[1] ?? "";
}
