// The keyboard. Which keys do what is the server's registry (kernel/ui/shortcuts.py), told in <body data-keys>.
// A shortcut clicks or focuses the first visible element with data-shortcut="<name>", goes to an address, or tells
// a "shortcut" event; whoever handles that event calls preventDefault.
const PATIENCE = 1500;
const PRESSED = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range])";
const TYPED = `${PRESSED}, textarea, select, [contenteditable]:not([contenteditable=false]), [role=combobox], [role=textbox]`;
const ACTS = "a[href], button, summary, input, [role=button], [role=option], [role=menuitem]";

export function answerKeys(root, chain) {
  const known = new Map(chain.split(";").filter(Boolean).map(split));
  const begins = new Set([...known.keys()].filter((keys) => keys.includes(" ")).map((keys) => keys.split(" ")[0]));
  let begun = "";
  let waiting;

  root.addEventListener("keydown", (event) => {
    const chord = chordOf(event);
    if (!chord || event.defaultPrevented || !isMeant(event, chord)) return;
    const keys = begun ? `${begun} ${chord}` : chord;
    clearTimeout(waiting);
    begun = "";
    if (known.has(keys)) {
      if (act(root, known.get(keys))) event.preventDefault();
    } else if (begins.has(chord)) {
      begun = chord;
      waiting = setTimeout(() => (begun = ""), PATIENCE);
    }
  });
}

function split(entry) {
  const at = entry.indexOf("=");
  return [entry.slice(0, at), entry.slice(at + 1)];
}

// "j", "?", "Shift+x", "Mod+k"; nothing for a modifier alone or a key of an input method.
function chordOf(event) {
  if (!event.key || event.isComposing || event.keyCode === 229) return "";
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead", "Process"].includes(event.key)) return "";
  const isCharacter = event.key.length === 1;
  const isLetter = isCharacter && event.key.toLowerCase() !== event.key.toUpperCase();
  const writes = event.getModifierState("AltGraph");
  const modifiers = [
    !writes && (event.ctrlKey || event.metaKey) && "Mod",
    !writes && event.altKey && "Alt",
    event.shiftKey && (isLetter || !isCharacter) && "Shift",
  ];
  return [...modifiers.filter(Boolean), isCharacter ? event.key.toLowerCase() : event.key].join("+");
}

function isMeant(event, chord) {
  const target = event.target instanceof Element ? event.target : document.body;
  if (chord.startsWith("Mod+")) return true;
  if (target.closest(TYPED)) return false;
  if (["Enter", " "].includes(event.key) && target.closest(ACTS)) return false;
  // What lies behind a dialog is out of reach for every other way of input, too.
  const dialog = document.querySelector("dialog:modal");
  return !dialog || Boolean(dialog.querySelector("[data-shortcut]"));
}

// True when somebody took it.
function act(root, name) {
  if (name.startsWith("/")) {
    location.assign(name);
    return true;
  }
  const reach = document.querySelector("dialog:modal") ?? root;
  const elements = reach.querySelectorAll(`[data-shortcut="${CSS.escape(name)}"]`);
  const target = [...elements].find((element) => element.checkVisibility() && !element.closest("[inert]"));
  if (target) {
    if (target.matches("input:not([type=checkbox]), select, textarea")) target.focus();
    else target.click();
    return true;
  }
  const origin = document.activeElement ?? document.body;
  const event = new CustomEvent("shortcut", { bubbles: true, cancelable: true, detail: { name } });
  return !origin.dispatchEvent(event);
}
