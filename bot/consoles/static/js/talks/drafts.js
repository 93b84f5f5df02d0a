// What is typed and what is not yet sent, kept on this machine for each talk: no reload and no sign-in loses it.
// Tabs of one operator share it. A line carries its `form` from the first letter on, so that it is said once.

import { freshId } from "./elements.js";

const OLD_MS = 12 * 3600 * 1000;
const memory = new Map();
const EMPTY = { text: "", form: "", files: [], pending: [], seen: "", at: 0 };

/** The draft of one talk. Every change is read from the store first: another tab may have been at it. */
export class Draft {
  constructor(login, number) {
    this.key = `${prefix(login)}${number}`;
  }

  get() {
    return Object.assign({}, EMPTY, read(this.key));
  }

  write(text, files) {
    const now = this.get();
    const form = text || files.length ? now.form || freshId() : "";
    this._put(Object.assign(now, { text, files, form }));
  }

  /** What is written becomes a line that waits to be sent. */
  commit() {
    const now = this.get();
    const line = { form: now.form || freshId(), text: now.text.trim(), files: now.files };
    if (!now.pending.some((one) => one.form === line.form)) now.pending.push(line);
    this._put(Object.assign(now, { text: "", files: [], form: "" }));
    return line;
  }

  sent(form) {
    const now = this.get();
    this._put(Object.assign(now, { pending: now.pending.filter((one) => one.form !== form) }));
  }

  seen(number) {
    this._put(Object.assign(this.get(), { seen: number }));
  }

  forget() {
    memory.delete(this.key);
    try { localStorage.removeItem(this.key); } catch (refused) { /* nothing was kept */ }
  }

  _put(value) {
    value.at = Date.now();
    memory.set(this.key, value);
    try { localStorage.setItem(this.key, JSON.stringify(value)); } catch (refused) { /* memory holds it for this page */ }
  }
}

/** Forget what nobody came back to; whatever belongs to somebody else who worked here today stays hers. */
export function tidy() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("shuangliao.talk.") && Date.now() - (read(key).at || 0) > OLD_MS) localStorage.removeItem(key);
    }
  } catch (refused) { /* nothing is kept */ }
}

/** Another tab wrote: call `changed(number)`. */
export function watchOtherTabs(login, changed) {
  window.addEventListener("storage", (event) => {
    if (event.key && event.key.startsWith(prefix(login))) changed(Number(event.key.slice(prefix(login).length)));
  });
}

function prefix(login) {
  return `shuangliao.talk.${login}.`;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch (refused) {
    return memory.get(key) || {};
  }
}
