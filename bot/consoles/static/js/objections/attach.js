// 核实材料: files go up one after the other; the page then shows them. What was not taken is told, the rest goes on.

import { post } from "../fetch.js";

const box = document.getElementById("attach");
if (box) watch(box);

function watch(box) {
  const input = document.getElementById("attach-files");
  const word = document.getElementById("attach-word");
  box.hidden = false;
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, textarea, select, dialog");
    if (event.key.toLowerCase() === "u" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.click();
    }
  });
  input.addEventListener("change", async () => {
    const files = [...input.files];
    if (!files.length || input.disabled) return;
    input.disabled = true;
    const refused = await upload(files, box, word);
    input.value = "";
    input.disabled = false;
    if (refused.length < files.length) show(refused, word);
    else word.textContent = refused.join(" ");
  });
}

async function upload(files, box, word) {
  const refused = [];
  for (const [place, file] of files.entries()) {
    word.textContent = `正在上传第 ${place + 1} 个，共 ${files.length} 个：${file.name}`;
    const form = new FormData();
    form.append("file", file, file.name);
    try {
      await post(box.dataset.to, form);
    } catch (fault) {
      refused.push(`${file.name}：${fault.message}`);
    }
  }
  return refused;
}

/** The page anew, unless something is half typed: then a way to it. */
function show(refused, word) {
  const typed = [...document.querySelectorAll(".move-form textarea")].some((one) => one.value !== one.defaultValue);
  if (!refused.length && !typed) {
    location.reload();
    return;
  }
  word.textContent = `${refused.join(" ")} 其余已经保存，`;
  const again = document.createElement("a");
  again.href = location.pathname;
  again.textContent = "刷新后能看到";
  word.append(again);
}
