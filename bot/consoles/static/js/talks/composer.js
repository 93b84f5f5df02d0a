// Where a line is written: Enter sends, Shift+Enter breaks the line. What could not be sent is sent again, once.

import { post } from "../fetch.js";
import { Draft } from "./drafts.js";
import { el } from "./elements.js";
import { amongGuides, amongTexts, Picker } from "./picker.js";

const NEAR_END = 500;
const SHOWN_MS = 6000;

export class Composer {
  /** `pane` is the element of a talk; `desk` holds login, texts, limits. */
  constructor(pane, number, desk) {
    Object.assign(this, { pane, number, desk, isSending: false, isOver: false });
    this.draft = new Draft(desk.login, number);
    this.box = pane.querySelector(".composer-box");
    this.fault = pane.querySelector(".composer-fault");
    this.chips = pane.querySelector(".chips");
    this.waiting = pane.querySelector(".pending");
    this.input = pane.querySelector(".composer-file");
    this.picker = new Picker(pane.querySelector(".picker"), (text) => this.insert(text), (text) => this.insert(text));
    this.box.id = `say-${number}`;
    this.box.setAttribute("aria-label", `对市民说（第${number}号会话）`);
    pane.querySelector(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.box.addEventListener("keydown", (event) => this._pressed(event));
    this.box.addEventListener("input", () => this._typed());
    this.box.addEventListener("paste", (event) => this._pasted(event));
    this.input.addEventListener("change", () => this._upload([...this.input.files]));
    this.renew();
  }

  /** As it is kept: at first, and when another tab wrote. */
  renew() {
    const kept = this.draft.get();
    if (this.box.value !== kept.text) this.box.value = kept.text;
    this.files = kept.files;
    this._fit();
    this._showChips();
    this._showPending();
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  texts() {
    this.picker.open("常用语：打字筛选", "↑↓ 选择，Enter 填入，Esc 返回", amongTexts(this.desk.texts), false);
  }

  guides() {
    if (!this.desk.candidates) return;
    this.picker.open("查指南：输入事项或问题", "打字后自动查找，Enter 填入", amongGuides(this.desk.candidates), true);
  }

  chooseFile() {
    this.input.click();
  }

  /** Into the box at the cursor; the first gap is marked. */
  insert(text) {
    this.box.focus();
    const start = this.box.selectionStart;
    this.box.setRangeText(text, start, this.box.selectionEnd, "end");
    const gap = this.box.value.indexOf("◯", start);
    if (text && gap >= 0 && gap < start + text.length) {
      this.box.setSelectionRange(gap, gap + this.box.value.slice(gap).search(/[^◯]|$/));
    }
    this._typed();
  }

  send() {
    const text = this.box.value.trim();
    if (this.isOver) return this._say("这通会话已不在您这里，内容没有发送。");
    if (!text && !this.files.length) return this._say("还没有写内容。");
    if (text.length > this.desk.most) {
      return this._say(`一次最多发${this.desk.most}字，现在${text.length}字，请分几次发送。`);
    }
    this._say("");
    this.draft.write(this.box.value, this.files);
    this.draft.commit();
    this.renew();
    return this.flush();
  }

  /** Send what waits, in its order; what finds no server stays. */
  async flush() {
    if (this.isSending || this.isOver) return;
    this.isSending = true;
    try {
      for (let line = this.draft.get().pending[0]; line; line = this.draft.get().pending[0]) {
        this._showPending();
        if (!(await this._sendOne(line))) break;
      }
    } finally {
      this.isSending = false;
      this._showPending();
    }
  }

  over() {
    this.isOver = true;
    this.picker.close();
    this.box.readOnly = true;
    this._showPending();
  }

  async _sendOne(line) {
    const values = { text: line.text, form: line.form, files: line.files.map((file) => file.key).join(",") };
    try {
      await post(`/desk/talks/${this.number}/say`, values);
    } catch (refused) {
      if (refused.code === "csrf") location.reload();
      if (refused.status === 0 || refused.status >= 500 || refused.status === 401 || refused.code === "csrf") {
        this.isStuck = true;
        return false;
      }
      this.draft.sent(line.form);
      this._giveBack(line, refused.message);
      return true;
    }
    this.isStuck = false;
    this.draft.sent(line.form);
    return true;
  }

  /** What the server does not take goes back into the box. */
  _giveBack(line, words) {
    const now = this.box.value;
    this.draft.write(now ? `${line.text}\n${now}` : line.text, [...line.files, ...this.files]);
    this.renew();
    this._say(words);
  }

  _typed() {
    this.draft.write(this.box.value, this.files);
    this._fit();
    this._say("");
    const left = this.desk.most - this.box.value.trim().length;
    const count = this.pane.querySelector(".composer-count");
    count.textContent = left < 0 ? `超出${-left}字` : left < NEAR_END ? `还可写${left}字` : "";
    count.classList.toggle("is-over", left < 0);
  }

  _pressed(event) {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "/" && !event.ctrlKey && this.box.selectionEnd === 0 && !this.box.value) {
      event.preventDefault();
      this.texts();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.pane.focus();
    }
  }

  _pasted(event) {
    const files = [...(event.clipboardData ? event.clipboardData.files : [])];
    if (!files.length) return;
    event.preventDefault();
    this._upload(files);
  }

  async _upload(files) {
    this.input.value = "";
    for (const file of files) {
      this._say(`正在上传 ${file.name} ……`);
      const form = new FormData();
      form.append("file", file, file.name);
      try {
        const answer = await post(`/desk/talks/${this.number}/files`, form);
        this.files = [...this.files, answer.file];
        this.draft.write(this.box.value, this.files);
        this._say("");
      } catch (refused) {
        this._say(`${file.name}：${refused.message}`);
        break;
      }
    }
    this._showChips();
    this.focus();
  }

  _showChips() {
    this.chips.hidden = !this.files.length;
    this.chips.replaceChildren(...this.files.map((file) => {
      const remove = el("button", "link", "去掉");
      remove.type = "button";
      remove.setAttribute("aria-label", `去掉 ${file.name}`);
      remove.addEventListener("click", () => {
        this.files = this.files.filter((one) => one.key !== file.key);
        this.draft.write(this.box.value, this.files);
        this._showChips();
        this.focus();
      });
      return el("li", "chip", file.name, " ", remove);
    }));
  }

  _showPending() {
    const lines = this.draft.get().pending;
    const words = this.isOver ? "没有发出" : this.isStuck ? "未发出，连上后自动补发" : "发送中";
    this.waiting.replaceChildren(...lines.map((line) => el(
      "li", "line line-staff is-mine is-pending",
      el("p", "line-text", line.text || line.files.map((file) => file.name).join("，")),
      el("p", "line-delivery", words),
    )));
    this.waiting.hidden = !lines.length;
  }

  _say(words) {
    clearTimeout(this.timer);
    this.fault.textContent = words;
    this.fault.hidden = !words;
    if (words && words.startsWith("还没有")) this.timer = setTimeout(() => this._say(""), SHOWN_MS);
  }

  _fit() {
    this.box.style.height = "";
    const wanted = Math.min(this.box.scrollHeight + 2, 180);
    if (wanted > this.box.clientHeight) this.box.style.height = `${wanted}px`;
  }
}
