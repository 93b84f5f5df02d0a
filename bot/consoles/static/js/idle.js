// Before a session ends for lack of a sign of life: a word in time, so that nothing typed is lost.

import { get } from "./fetch.js";

const WARN_S = 120;
const KEEP_EVERY_S = 300;

/** Typing and clicking are signs of life too: the server is told of them now and then. */
export function watchIdling() {
  const idle = Number(document.body.dataset.idleS || 0);
  if (!idle) return;
  let touched = Date.now();
  let told = Date.now();
  let box = null;
  for (const kind of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
  }
  setInterval(async () => {
    const now = Date.now();
    if (touched > told && now - told > KEEP_EVERY_S * 1000) {
      told = now;
      await get("/desk/alive").catch(() => null);
    }
    const left = idle - (now - Math.max(told, touched)) / 1000;
    if (left < WARN_S && !box) box = warn(() => { box = null; told = Date.now(); });
  }, 5000);
}

function warn(done) {
  const box = document.createElement("dialog");
  box.className = "box";
  const text = document.createElement("p");
  text.textContent = "您有一段时间没有操作，约两分钟后将自动退出登录。正在填写的内容不会自动保存。";
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  const button = document.createElement("button");
  button.className = "button button-main";
  button.textContent = "继续工作";
  form.append(button);
  box.append(text, form);
  box.addEventListener("close", async () => {
    box.remove();
    await get("/desk/alive").catch(() => null);
    done();
  });
  document.body.append(box);
  if (box.showModal) box.showModal();
  return box;
}
