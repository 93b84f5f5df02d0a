// Keyboard shortcuts: one registry, one overlay that lists them. A shortcut is a key ("j"), or two one after the
// other ("g q"), or a key with Ctrl ("Ctrl+Enter"). While somebody types, only those with Ctrl count.

const PAUSE_MS = 1200;
const shortcuts = new Map();
let first = "";
let timer = 0;

/** Add a shortcut; `title` stands in the overlay (none: not listed). The latest one of a key counts. */
export function register(keys, title, act) {
  shortcuts.set(keys, { title, act });
}

/** Take a shortcut away again. */
export function unregister(keys) {
  shortcuts.delete(keys);
}

/** Listen; the overlay belongs to base.html. */
export function start() {
  document.addEventListener("keydown", pressed);
  const button = document.getElementById("show-keys");
  if (button) button.addEventListener("click", showAll);
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
  const key = (event.ctrlKey ? "Ctrl+" : "") + event.key;
  if (!event.ctrlKey && (isTyping(event.target) || document.querySelector("dialog[open]"))) return;
  const chord = first ? `${first} ${key}` : key;
  clearTimeout(timer);
  first = "";
  const found = shortcuts.get(chord) || shortcuts.get(key);
  if (found) {
    event.preventDefault();
    found.act(event);
  } else if ([...shortcuts.keys()].some((keys) => keys.startsWith(`${key} `))) {
    first = key;
    timer = setTimeout(() => { first = ""; }, PAUSE_MS);
  }
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function showAll() {
  const box = document.getElementById("keys");
  const list = box.querySelector(".keys-list");
  list.textContent = "";
  for (const [keys, { title }] of shortcuts) {
    if (!title) continue;
    const term = document.createElement("dt");
    keys.split(" ").forEach((key) => {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    });
    const meaning = document.createElement("dd");
    meaning.textContent = title;
    list.append(term, meaning);
  }
  box.showModal();
}
