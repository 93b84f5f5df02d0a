// A box over the text box: type to narrow it down, arrows to choose, Enter inserts, Esc goes back. For canned texts and
// for answers of guides, which are asked of the call pad's search.

import { postJson } from "../fetch.js";
import { el, freshId } from "./elements.js";

const PAUSE_MS = 250;
const MOST = 40;

export class Picker {
  /** `root` is the box, `insert(text)` takes what was chosen, `leave(text)` goes back to the text box. */
  constructor(root, insert, leave) {
    this.root = root;
    this.filter = root.querySelector(".picker-filter");
    this.list = root.querySelector(".picker-list");
    this.hint = root.querySelector(".picker-hint");
    this.insert = insert;
    this.leave = leave;
    this.list.id = `picker-${freshId()}`;
    this.filter.setAttribute("aria-controls", this.list.id);
    this.filter.addEventListener("input", () => this._narrow());
    this.filter.addEventListener("keydown", (event) => this._pressed(event));
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) this._take(option);
    });
    root.addEventListener("focusout", (event) => {
      if (!root.contains(event.relatedTarget)) this.close();
    });
  }

  /** `search(words)` brings [title, text, more] for each choice, at once or in a while. */
  open(label, hint, search, isSlow) {
    Object.assign(this, { search, isSlow, words: hint, asked: 0 });
    this.filter.setAttribute("aria-label", label);
    this.list.setAttribute("aria-label", label);
    this.filter.placeholder = label;
    this.filter.value = "";
    this.root.hidden = false;
    this.filter.focus();
    this._show([], hint);
    if (!isSlow) this._narrow();
  }

  close() {
    this.root.hidden = true;
    clearTimeout(this.timer);
  }

  _narrow() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._search(), this.isSlow ? PAUSE_MS : 0);
  }

  async _search() {
    const turn = ++this.asked;
    const words = this.filter.value.trim();
    try {
      const found = await this.search(words);
      if (turn === this.asked) this._show(found, found.length || !words ? this.words : "没有找到，换个说法试试。");
    } catch (refused) {
      if (turn === this.asked) this._show([], refused.message);
    }
  }

  _show(found, hint) {
    this.hint.textContent = hint;
    this.list.replaceChildren(...found.slice(0, MOST).map(([title, text, more], at) => {
      const option = el("li", "", el("strong", "", title), " ", el("span", "", text));
      if (more) option.append(el("small", "", more));
      option.id = `${this.list.id}-${at}`;
      option.setAttribute("role", "option");
      option.text = text;
      return option;
    }));
    this.list.hidden = !found.length;
    this._mark(0);
  }

  _mark(at) {
    const all = [...this.list.children];
    this.at = Math.max(0, Math.min(all.length - 1, at));
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === this.at)));
    const chosen = all[this.at];
    this.filter.setAttribute("aria-activedescendant", chosen ? chosen.id : "");
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  }

  _pressed(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps) this._mark(this.at + steps[event.key]);
    else if (event.key === "Enter") this._take(this.list.children[this.at]);
    else if (event.key === "Escape") this._back("");
    else if (event.key === "/" && !this.filter.value) this._back("/");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  _take(option) {
    if (!option) return;
    this.close();
    this.insert(option.text);
  }

  _back(text) {
    this.close();
    this.leave(text);
  }
}

/** Canned texts whose title or text holds every word, those whose title does first. */
export function amongTexts(texts) {
  return (words) => {
    const wanted = words.split(/\s+/).filter(Boolean);
    const isIn = (text) => wanted.every((word) => text.includes(word));
    const inTitle = texts.filter(([title]) => isIn(title));
    return [...inTitle, ...texts.filter((text) => !inTitle.includes(text) && isIn(text.join("")))];
  };
}

/** Answers of guides, by the search that the call pad uses. */
export function amongGuides(path) {
  return async (words) => (words ? candidates(await postJson(path, { text: words })) : []);
}

function candidates(answer) {
  const found = (answer.blocks || []).flatMap((block) => block.candidates || []);
  return found.map((one) => [
    [one.name, one.label].filter(Boolean).join(" · "),
    one.field,
    [one.source, one.sample].filter(Boolean).join("；"),
  ]);
}
