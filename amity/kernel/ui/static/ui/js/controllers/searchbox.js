import { Controller } from "../../../vendor/stimulus.js";

// The field in the top bar searches by itself; this opens the palette from it, with the words typed so far.
export default class extends Controller {
  static targets = ["input"];

  open(event) {
    const palette = document.getElementById("palette");
    if (!palette) return;
    event.preventDefault();
    const words = this.hasInputTarget ? this.inputTarget.value : "";
    palette.dispatchEvent(new CustomEvent("palette:open", { detail: { words } }));
  }
}
