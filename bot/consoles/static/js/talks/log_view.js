// The lines of a talk: each once, in its order, the end in sight unless somebody reads further up.

import { el } from "./elements.js";
import { lineView, setDelivery } from "./line_view.js";

const NEAR_PX = 60;

export class LogView {
  /** `root` scrolls and holds the list; `number` is the talk. */
  constructor(root, number) {
    this.root = root;
    this.list = root.querySelector(".log-lines");
    this.number = number;
    this.items = new Map();
    this.isAtEnd = true;
    for (const item of root.querySelectorAll("[data-number]")) this.items.set(item.dataset.number, item);
    root.addEventListener("scroll", () => { this.isAtEnd = this._isNear(); }, { passive: true });
    new ResizeObserver(() => { if (this.isAtEnd) this.toEnd(); }).observe(root);
  }

  /** Lines that are new or whose delivery has changed; those that are new. */
  add(lines) {
    const isNear = this._isNear();
    const fresh = lines.filter((line) => !this._known(line));
    for (const line of fresh) this._append(line);
    if (fresh.length && (isNear || this.items.size === fresh.length)) this.toEnd();
    return fresh;
  }

  toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
  }

  _isNear() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR_PX;
  }

  _known(line) {
    const item = this.items.get(line.number);
    if (item) setDelivery(item, line);
    return Boolean(item);
  }

  _append(line) {
    const empty = this.list.querySelector("li.quiet");
    if (empty) empty.remove();
    const item = lineView(line, this.number);
    if (!line.is_before && !this.hasBorder) {
      this.hasBorder = true;
      if (this.items.size) this.list.append(el("li", "log-border", "以下是人工接待"));
    }
    this.items.set(line.number, item);
    this.list.append(item);
  }
}
