// Says what changed without a page load: one polite live region, emptied first so that the same words are read again.
const waiting = [];

export function announce(words) {
  const place = document.getElementById("announcer");
  if (!place || !words) return;
  place.textContent = "";
  if (waiting.push(words) === 1) setTimeout(() => (place.textContent = waiting.splice(0).join(" ")), 50);
}

// A swapped part tells its news by data-announce: words of its own, or its own text when empty.
export function announceSwap(part) {
  if (!(part instanceof Element)) return;
  const tells = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
  if (tells) announce(tells.dataset.announce || tells.textContent.trim());
}
