// localStorage where there is one (a private window may refuse it or be full), else memory until the page is closed.

const PREFIX = "shuangliao.";
const memory = new Map();

export function read(name, otherwise) {
  if (memory.has(name)) return memory.get(name);
  try {
    const kept = window.localStorage.getItem(PREFIX + name);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch (error) {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
    memory.delete(name);
  } catch (error) {
    memory.set(name, value);
  }
}

/** Calls `listener` when another tab of this browser has changed `name`. */
export function onForeignChange(name, listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === PREFIX + name) listener();
  });
}
