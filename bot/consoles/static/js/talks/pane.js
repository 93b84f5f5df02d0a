// One talk on the desk.

import { Composer } from "./composer.js";
import { copyOf, el, fill } from "./elements.js";
import { LogView } from "./log_view.js";

export class Pane {
  constructor(talk, desk) {
    this.number = talk.number;
    this.root = copyOf("pane-template");
    this.root.dataset.number = talk.number;
    this.root.setAttribute("aria-label", `第${talk.number}号会话`);
    this.log = new LogView(this.root.querySelector(".log"), talk.number);
    this.log.root.setAttribute("aria-label", `第${talk.number}号会话的对话`);
    this.composer = new Composer(this.root, talk.number, desk);
    this.unread = 0;
    this.isOver = false;
    this.lastWords = "";
    this.update(talk);
  }

  update(talk) {
    this.talk = talk;
    fill(this.root, "who", talk.who || talk.channel);
    fill(this.root, "reason", talk.reason);
    fill(this.root, "item", talk.item ? `：${talk.item}` : "");
    const reason = this.root.querySelector('[data-slot="reason"]');
    reason.classList.toggle("tag-wrong", talk.is_urgent);
    this.root.querySelector('[data-slot="since"]').dataset.since = talk.since;
    this._list("tried", talk.tried.map((words) => [words]));
    this._list("tickets", talk.tickets.map(ticketLink));
    this._list("notes", talk.notes.map((note) => [el("strong", "", note.by), `：${note.text}`]));
    const summary = this.root.querySelector(".summary");
    if (!this.wasFolded) {
      this.wasFolded = true;
      summary.open = Boolean(talk.tried.length || talk.tickets.length || talk.notes.length) && matchMedia("(min-width: 64rem)").matches;
    }
  }

  /** Lines as they come; how many of the citizen's are new to whoever does not look here. */
  add(lines, isLookedAt) {
    const isFirst = !this.log.items.size;
    const fresh = this.log.add(lines);
    const last = fresh[fresh.length - 1]; // not one that was delivered only now
    if (last) this.lastWords = last.text || (last.files[0] ? `[${last.files[0].name}]` : "");
    const unread = isFirst ? this._afterSeen(fresh) : fresh.filter((line) => line.side === "citizen").length;
    this.unread += unread;
    if (isLookedAt) this.look();
    return isFirst ? 0 : unread;
  }

  /** Everything here has been seen. */
  look() {
    const last = [...this.log.items.keys()].pop();
    const isNew = last && this.composer.draft.get().seen !== last;
    this.unread = 0;
    if (isNew && !this.isOver) this.composer.draft.seen(last);
  }

  /** It is hers no more; what she wrote can still be copied. */
  over(words) {
    this.isOver = true;
    this.root.classList.add("is-over");
    const gone = this.root.querySelector('[data-slot="gone"]');
    gone.textContent = words;
    gone.hidden = false;
    this.root.querySelector(".pane-over").hidden = false;
    for (const button of this.root.querySelectorAll(".pane-acts button, .composer-tools button")) button.disabled = true;
    this.composer.over();
  }

  focus() {
    if (this.isOver) this.root.querySelector('[data-act="dismiss"]').focus();
    else this.composer.focus();
  }

  /** What was said so far, for a work order. */
  words() {
    return [...this.log.root.querySelectorAll(".line-citizen .line-text")].map((one) => one.textContent).join("\n");
  }

  _afterSeen(lines) {
    const seen = this.composer.draft.get().seen;
    const at = lines.findIndex((line) => line.number === seen);
    return lines.slice(at + 1).filter((line) => line.side === "citizen" && !line.is_before).length;
  }

  _list(name, rows) {
    const list = this.root.querySelector(`[data-slot="${name}"]`);
    const words = JSON.stringify(rows.map((row) => row.map((one) => one.textContent || one)));
    const title = this.root.querySelector(`[data-for="${name}"]`);
    title.hidden = !rows.length;
    list.parentElement.hidden = !rows.length;
    if (list.dataset.words === words) return;
    list.dataset.words = words;
    list.replaceChildren(...rows.map((row) => el("li", "", ...row)));
  }
}

function ticketLink(ticket) {
  if (!ticket.number) return [ticket.words];
  const link = el("a", "", ticket.words);
  link.href = `/desk/tickets/${ticket.number}`;
  link.target = "_blank";
  link.rel = "noopener";
  return [link];
}
