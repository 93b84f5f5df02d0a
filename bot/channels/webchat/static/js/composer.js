// The place to write: grows with the text, Enter sends, Shift+Enter breaks the line.

const NEAR_LIMIT = 900;
const LIMIT = 1000;
const EMPTY_PAUSE_MS = 1200;
const MOST_LINES_PX = 200;

export class Composer {
  /** `onSend(text)` takes a text, empty only if `things` has something; `onLeave()` follows Esc; `onGrow()` a change of
   * height. `things`: isEmpty, isBusy, isStuck, of what is to be sent along. */
  constructor({ form, text, hint, things, onSend, onLeave, onGrow }) {
    Object.assign(this, { form, text, hint, things, onSend, onLeave, onGrow });
    this.waits = false;
    this.sentAt = 0;
    form.addEventListener("submit", (event) => this.submit(event));
    text.addEventListener("keydown", (event) => this.onKey(event));
    text.addEventListener("input", () => this.update());
    window.addEventListener("resize", () => this.fit());
  }

  say(words) {
    this.hint.textContent = words;
  }

  /** Puts a text back to be changed. */
  fill(words) {
    this.text.value = words;
    this.update();
    this.text.focus();
  }

  fit() {
    const before = this.text.offsetHeight;
    this.text.style.height = "auto";
    const border = this.text.offsetHeight - this.text.clientHeight;
    const most = Math.min(MOST_LINES_PX, window.innerHeight * 0.35);
    this.text.style.height = `${Math.min(this.text.scrollHeight + border, most)}px`;
    if (this.text.offsetHeight !== before) this.onGrow();
  }

  submit(event) {
    event.preventDefault();
    this.go();
  }

  /** Sends what is written and laid out, or says why not. */
  go() {
    const words = this.text.value.trim();
    if (this.things.isStuck) {
      this.say("有文件没传上去，请在它旁边点“重试”或者“删除”，再发送。");
      return;
    }
    this.waits = this.things.isBusy;
    if (this.waits) {
      this.say("文件还没传完，传完自动发送。");
      return;
    }
    if (!words && this.things.isEmpty) {
      if (Date.now() - this.sentAt > EMPTY_PAUSE_MS) this.say("还没写内容呢，请先写几个字再发送。");
      this.text.focus();
      return;
    }
    this.sentAt = Date.now();
    this.text.value = "";
    this.update();
    this.text.focus();
    this.onSend(words);
  }

  /** The files are there, or one was refused: what waited for them goes now, or never. */
  thingsChanged() {
    if (!this.waits || this.things.isBusy) return;
    this.waits = false;
    if (!this.things.isEmpty || this.text.value.trim()) this.go();
    else this.say("");
  }

  onKey(event) {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) this.submit(event);
    if (event.key === "Escape") this.onLeave();
  }

  update() {
    const count = Array.from(this.text.value).length;
    if (count > LIMIT) this.say(`已写${count}个字，超过${LIMIT}个字我可能读不全，请只说最想问的。`);
    else if (count >= NEAR_LIMIT) this.say(`已写${count}个字，最好不超过${LIMIT}个字。`);
    else this.say("");
    this.fit();
  }
}
