// Questions before a talk leaves the desk: to whom, how it ended. Each resolves to what was chosen, or to null.

import { get } from "../fetch.js";

/** To whom, and with what word: { to, note }. */
export async function askTransfer() {
  const box = document.getElementById("transfer-box");
  const choice = document.getElementById("transfer-to");
  const hint = document.getElementById("transfer-hint");
  document.getElementById("transfer-note").value = "";
  choice.replaceChildren(new Option("退回排队，谁先有空谁接", ""));
  hint.textContent = "正在查看谁在岗……";
  const answered = show(box, choice);
  get("/desk/talks/duty").then(({ colleagues }) => {
    const options = colleagues.map((one) => new Option(`${one.name}（${one.role}，正在接待${one.talks}人）`, one.login));
    const queue = choice.options[0];
    choice.replaceChildren(...options, queue);
    choice.selectedIndex = 0;
    hint.textContent = options.length ? "" : "现在没有别的同事在岗，可以退回排队。";
  }).catch((refused) => { hint.textContent = refused.message; });
  const isYes = await answered;
  return isYes ? { to: choice.value, note: document.getElementById("transfer-note").value } : null;
}

/** How it ended. */
export async function askOutcome() {
  const box = document.getElementById("close-box");
  const first = box.querySelector("input[name=outcome]");
  first.checked = true;
  const isYes = await show(box, first);
  return isYes ? box.querySelector("input[name=outcome]:checked").value : null;
}

function show(box, first) {
  const before = document.activeElement;
  box.returnValue = "";
  for (const button of box.querySelectorAll("[data-cancel]")) button.onclick = () => box.close("no");
  box.showModal();
  first.focus();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      if (before && before.isConnected) before.focus();
      resolve(box.returnValue === "yes");
    }, { once: true });
  });
}
