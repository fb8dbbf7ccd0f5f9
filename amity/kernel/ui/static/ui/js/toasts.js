// A message from the browser itself, in the same place and look as the server's.
export function showToast(words) {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
  const toast = document.createElement("div");
  toast.className = "toast toast--error";
  toast.dataset.controller = "toast";
  toast.append(Object.assign(document.createElement("p"), { textContent: words }));
  place.append(toast);
}
