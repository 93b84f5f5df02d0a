// The place to write: grows with the text, Enter sends, Shift+Enter breaks the line.

const NEAR_LIMIT = 900;
const LIMIT = 1000;
const EMPTY_PAUSE_MS = 1200;
const MOST_LINES_PX = 200;

export class Composer {
  /** `onSend(text)` takes a text that is not empty; `onLeave()` follows Esc; `onGrow()` a change of height. */
  constructor({ form, text, hint, onSend, onLeave, onGrow }) {
    Object.assign(this, { form, text, hint, onSend, onLeave, onGrow });
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
    const words = this.text.value.trim();
    if (!words) {
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
