// What is being loaded anew shows a still skeleton of its own shape, but only when that takes longer than 300 ms.
const PATIENCE = 300;

export function waitVisibly(root) {
  const timers = new WeakMap();
  root.addEventListener("htmx:beforeRequest", ({ detail: { elt, target, requestConfig } }) => {
    // Somebody waits for a part of the page they asked for: not for a poll, and not for what a form sends.
    if (requestConfig.verb !== "get" || elt.matches("[hx-trigger*=every]") || !target || target === root.body) return;
    timers.set(target, setTimeout(() => target.setAttribute("aria-busy", "true"), PATIENCE));
  });
  root.addEventListener("htmx:afterRequest", ({ detail: { target } }) => {
    clearTimeout(timers.get(target));
    target?.removeAttribute("aria-busy");
  });
}
