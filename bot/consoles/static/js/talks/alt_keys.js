// Keys with Alt count while somebody types, too. They are told by their place on the keyboard, since some systems make
// other letters of them.

import { register } from "../keys.js";

const acts = new Map();

/** `key` is a letter, a digit or "/"; `title` stands in the overlay. */
export function registerAlt(key, title, act) {
  acts.set(key, act);
  if (title) register(`Alt+${key}`, title, act);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "").replace("Slash", "/");
  const act = acts.get(key);
  if (!act) return;
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) act();
}, { capture: true });
