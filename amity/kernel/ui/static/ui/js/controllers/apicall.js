import { Controller } from "../../../vendor/stimulus.js";

// Makes a call of the API as whoever is signed in, and shows what came back.
export default class extends Controller {
  static targets = ["body", "said", "status", "etag", "answer"];
  static values = { method: String, path: String, failed: String };

  async send(event) {
    event.preventDefault();
    const headers = { Accept: "application/json" };
    const query = new URLSearchParams();
    let path = this.pathValue;
    for (const input of this.element.querySelectorAll("[data-where]")) {
      if (!input.value) continue;
      if (input.dataset.where === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.dataset.where === "query") query.append(input.name, input.value);
      else headers[input.name] = input.value;
    }
    const asked = { method: this.methodValue, headers };
    if (asked.method !== "GET") headers["X-CSRFToken"] = this.element.elements.csrfmiddlewaretoken.value;
    if (this.hasBodyTarget) {
      headers["Content-Type"] = "application/json";
      asked.body = this.bodyTarget.value;
    }
    try {
      this.#show(await fetch(path + (query.size ? `?${query}` : ""), asked));
    } catch {
      this.#say(this.failedValue, "", "");
    }
  }

  async #show(answer) {
    const text = await answer.text();
    let shown = text;
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // No JSON (204, or a proxy's own page): as it came.
    }
    this.#say(`${answer.status} ${answer.statusText}`, answer.headers.get("ETag") ?? "", shown);
  }

  #say(status, etag, text) {
    this.statusTarget.textContent = status;
    this.etagTarget.textContent = etag && `ETag: ${etag}`;
    this.answerTarget.textContent = text;
    this.answerTarget.parentElement.hidden = !text;
    this.saidTarget.hidden = false;
  }
}
