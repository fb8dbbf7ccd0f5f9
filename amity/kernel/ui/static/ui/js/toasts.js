// Messages of the browser itself and of htmx answers, in the same place and look as the server's.
export function showToast(words, { level = "error", undo = "" } = {}) {
  const place = document.getElementById("toasts");
  const pattern = document.getElementById("toast-pattern");
  if (!place || !pattern || !words) return;
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.classList.toggle("toast--error", level === "error");
  toast.querySelector("p").textContent = words;
  if (level === "error") delete toast.dataset.toastLeavesValue;
  const form = toast.querySelector("form");
  if (undo) {
    form.action = undo;
    form.elements.csrfmiddlewaretoken.value = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    form.elements.next.value = location.pathname + location.search;
  } else {
    form.remove();
  }
  place.append(toast);
}
