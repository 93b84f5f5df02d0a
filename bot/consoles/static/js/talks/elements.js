// Small ways of making and keeping elements; what is focused stays focused.

/** An element with a class and children (elements or texts). */
export function el(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A copy of a template's only element. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Put words into the slot of that name; a slot without words is hidden. */
export function fill(root, name, words) {
  const slot = root.querySelector(`[data-slot="${name}"]`);
  if (!slot) return;
  if (slot.textContent !== String(words)) slot.textContent = words;
  slot.hidden = !words;
}

/** Make a list show `items` in their order: kept by key, so that what has the focus keeps it. */
export function keep(list, items, keyOf, make, update) {
  const before = document.activeElement;
  const hadFocus = list.contains(before);
  const place = hadFocus ? [...list.children].findIndex((one) => one.contains(before)) : -1;
  const known = new Map([...list.children].map((one) => [one.dataset.key, one]));
  items.forEach((item, at) => {
    const key = String(keyOf(item));
    let one = known.get(key);
    if (!one) {
      one = make(item);
      one.dataset.key = key;
    }
    known.delete(key);
    if (list.children[at] !== one) list.insertBefore(one, list.children[at] || null);
    update(one, item, at);
  });
  for (const left of known.values()) left.remove();
  if (!hadFocus || document.activeElement === before) return;
  const next = before.isConnected ? before : focusable(list.children[Math.min(place, list.children.length - 1)]);
  if (next) next.focus();
}

function focusable(item) {
  return item ? item.querySelector("button, a[href]") : null;
}

/** An id that nobody else makes; works on plain http too. */
export function freshId(length = 12) {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
