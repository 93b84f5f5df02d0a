// Which of my talks stand side by side: up to three on a wide screen, one on a phone.

import { keep } from "./elements.js";
import { Pane } from "./pane.js";

export class Panes {
  /** `desk` holds login, texts, limits; `changed()` is called when another talk is looked at. */
  constructor(root, desk, changed) {
    Object.assign(this, { root, desk, changed, all: new Map(), shown: [], active: 0 });
    this.widths = [matchMedia("(min-width: 64rem)"), matchMedia("(min-width: 100rem)")];
    for (const width of this.widths) width.addEventListener("change", () => this.draw());
    root.addEventListener("focusin", (event) => {
      const pane = event.target.closest(".pane");
      if (pane) this._lookAt(Number(pane.dataset.number));
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this._lookAt(this.active);
    });
  }

  get inOrder() {
    return [...this.all.values()];
  }

  get room() {
    return 1 + this.widths.filter((width) => width.matches).length;
  }

  get current() {
    return this.all.get(this.active) || null;
  }

  get unread() {
    return this.inOrder.reduce((sum, pane) => sum + pane.unread, 0);
  }

  /** My talks as the server has them; a new one gets its pane, the others keep theirs. */
  update(talks) {
    for (const talk of talks) {
      const pane = this.all.get(talk.number);
      if (pane && !pane.isOver) pane.update(talk);
      else this._add(talk);
    }
    this.draw();
  }

  add(talk) {
    if (!this.all.has(talk.number) || this.all.get(talk.number).isOver) this._add(talk);
    this.show(talk.number);
  }

  /** To the front and into the focus; if there is no room, the one that was looked at longest ago makes it. */
  show(number) {
    const pane = this.all.get(number);
    if (!pane) return;
    if (!this.shown.includes(number)) {
      while (this.shown.length >= this.room) this._leaveOne();
      this.shown.push(number);
    }
    this._lookAt(number);
    this.draw();
    pane.log.toEnd();
    pane.focus();
  }

  remove(number) {
    const pane = this.all.get(number);
    if (!pane) return;
    const hadFocus = pane.root.contains(document.activeElement) || document.activeElement === document.body;
    pane.composer.draft.forget();
    pane.root.remove();
    this.all.delete(number);
    this.shown = this.shown.filter((one) => one !== number);
    if (this.active === number) this.active = this.shown[this.shown.length - 1] || (this.inOrder[0] || {}).number || 0;
    this.draw();
    if (hadFocus && this.current) this.show(this.active);
  }

  draw() {
    while (this.shown.length > this.room) this._leaveOne();
    for (const pane of this.all.values()) {
      if (this.shown.length >= this.room) break;
      if (!this.shown.includes(pane.number)) this.shown.push(pane.number);
    }
    if (!this.all.has(this.active)) this.active = this.shown[0] || 0;
    const order = this.inOrder.filter((pane) => this.shown.includes(pane.number));
    keep(this.root, order, (pane) => pane.number, (pane) => pane.root, () => {});
    for (const pane of this.all.values()) {
      const key = pane.root.querySelector('[data-slot="key"]');
      const place = this.inOrder.indexOf(pane) + 1;
      key.textContent = place < 10 ? `Alt+${place}` : "";
      pane.root.classList.toggle("is-active", pane.number === this.active && this.shown.length > 1);
    }
    this.root.dataset.count = String(order.length);
    this.changed();
  }

  isLookedAt(number) {
    return !document.hidden && number === this.active && this.root.offsetParent !== null && document.hasFocus();
  }

  _add(talk) {
    const old = this.all.get(talk.number);
    if (old) {
      old.root.remove();
      this.shown = this.shown.filter((one) => one !== talk.number);
    }
    const pane = new Pane(talk, this.desk);
    this.all.set(talk.number, pane);
    pane.composer.flush();
  }

  _lookAt(number) {
    const pane = this.all.get(number);
    if (!pane) return;
    const isNew = this.active !== number || pane.unread;
    this.active = number;
    this.seenAt = this.seenAt || new Map();
    this.seenAt.set(number, Date.now());
    pane.look();
    if (!isNew) return;
    for (const one of this.all.values()) one.root.classList.toggle("is-active", one === pane && this.shown.length > 1);
    this.changed();
  }

  _leaveOne() {
    const age = (number) => (this.seenAt && this.seenAt.get(number)) || 0;
    const oldest = [...this.shown].filter((one) => one !== this.active).sort((a, b) => age(a) - age(b))[0] || this.shown[0];
    this.shown = this.shown.filter((one) => one !== oldest);
  }
}
