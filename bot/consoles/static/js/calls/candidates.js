// Candidates while somebody types: asked for soon after the last key, stale answers dropped, led by keys alone.

import { copied, element, freshId, send } from "./api.js";
import { draw, facetOf, fill } from "./list.js";

const AFTER_MS = 60;

/** `heard` is the text field; `say` shows a word that something was done, `trouble` one that it was not. */
export function watchCandidates(pad, heard, { say, trouble }) {
  const box = document.getElementById("found");
  let rows = [];
  let chosen = 0;
  let timer = 0;
  let again = 0; // found by words alone: the engine may be back
  let asked = 0;
  let shown = "";
  let running = null;

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(ask, AFTER_MS);
  }

  async function ask(live = false) {
    clearTimeout(timer);
    clearTimeout(again);
    const text = heard.value;
    const number = ++asked;
    if (running) running.abort();
    if (!text.trim()) return show({ blocks: [], alarms: [], by: "rules" }, text);
    running = new AbortController();
    try {
      const found = await send("/desk/calls/candidates", { text }, { signal: running.signal, live });
      if (number === asked) {
        show(found, text);
        trouble("");
      }
    } catch (refused) {
      if (refused.name !== "AbortError" && number === asked) trouble(`候选没有更新：${refused.message}`);
    }
  }

  function show(found, text) {
    const before = rows[chosen] && chosen > 0 ? rows[chosen].candidate.code : "";
    shown = text;
    showAlarms(found.alarms);
    document.getElementById("by-cues").hidden = found.by !== "cues";
    if (found.again_ms) again = setTimeout(() => ask(true), found.again_ms);
    rows = draw(box, found.blocks);
    const kept = before ? rows.findIndex((one) => one.candidate.code === before) : 0;
    const nothing = document.getElementById("nothing");
    nothing.hidden = found.blocks.length > 0;
    nothing.textContent = text.trim() ? "没有找到候选，可以再问一句，或按 F8 记为都不是。" : "开始打字，候选会在这里出现。";
    box.dataset.text = text;
    choose(Math.max(kept, 0));
    tell(found);
  }

  function choose(place) {
    if (rows[chosen] && rows[chosen].row.isConnected) fill(rows[chosen], false);
    chosen = Math.max(0, Math.min(place, rows.length - 1));
    const one = rows[chosen];
    if (!one) return heard.removeAttribute("aria-activedescendant");
    fill(one, true);
    heard.setAttribute("aria-activedescendant", one.row.id);
    one.row.scrollIntoView({ block: "nearest" });
  }

  async function facet(name) {
    const one = rows[chosen];
    if (!one || !name) return;
    try {
      const answer = await send(`/desk/calls/facet?code=${encodeURIComponent(one.candidate.code)}&facet=${name}`, null, { method: "GET" });
      Object.assign(one.candidate, { facet: answer.facet, label: answer.label, field: answer.field });
      if (rows[chosen] === one) fill(one, true);
      document.getElementById("told").textContent = `${one.candidate.name}，${one.candidate.label}`;
    } catch (refused) {
      trouble(refused.message);
    }
  }

  /** What is acted on must belong to what stands in the field now; false if it changed under her hands. */
  async function isStill(before) {
    if (shown === heard.value) return true;
    await ask();
    const now = rows[chosen];
    return shown === heard.value && (now && now.candidate.code) === (before && before.candidate.code);
  }

  async function adopt() {
    if (!(await isStill(rows[chosen]))) return say("候选刚刚更新，请看一眼再按 Enter");
    const one = rows[chosen];
    if (!one || one.row.dataset.busy) return;
    one.row.dataset.busy = "yes";
    const is_copied = await copied(`${one.candidate.name}（${one.candidate.label}）\n${one.candidate.field}\n来源：${one.candidate.source}`);
    const done = await keep(one.block, one.candidate.code, one.candidate.facet);
    delete one.row.dataset.busy;
    if (!done) return;
    one.row.classList.add("is-adopted");
    say(`已采用：${one.candidate.name}（${one.candidate.label}）${is_copied ? "，已复制" : "，浏览器不让复制，请手工选中"}`);
  }

  async function none() {
    if (!heard.value.trim()) return;
    await isStill(rows[chosen]);
    const one = rows[chosen];
    const block = one ? one.block : { said: heard.value, candidates: [] };
    if (await keep(block, "", "")) say("已记为都不是，会进入知识缺口");
  }

  async function keep(block, code, facet) {
    const list = block.candidates.map((one) => ({ code: one.code, facet: one.facet, score: one.score }));
    const values = { pick: freshId(), text: block.said, shown: list, code, facet };
    try {
      await send(`/desk/calls/${pad.dataset.call}/pick`, values);
      return true;
    } catch (refused) {
      trouble(`没有记下：${refused.message}`);
      return false;
    }
  }

  heard.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const digit = /^Digit([0-9])$/.exec(event.code);
    const act = () => {
      if (plain && event.key === "ArrowDown" && rows.length) return () => choose(chosen + 1);
      if (plain && event.key === "ArrowUp" && rows.length) return () => choose(chosen - 1);
      if (plain && !event.shiftKey && event.key === "Enter") return adopt;
      if (event.altKey && !event.ctrlKey && digit && digit[1] === "0") return none;
      if (event.altKey && !event.ctrlKey && digit) return () => facet(facetOf(Number(digit[1]) + (event.shiftKey ? 9 : 0)));
      return null;
    };
    const found = act();
    if (!found) return;
    event.preventDefault();
    found();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      none();
    }
  });
  box.addEventListener("click", (event) => {
    const place = rows.findIndex((one) => one.row.contains(event.target));
    const button = event.target.closest("[data-facet]");
    if (place < 0) return;
    if (button) facet(button.dataset.facet);
    else if (place === chosen) adopt();
    else choose(place);
    heard.focus();
  });
  return { changed, ask: () => ask() };
}

function showAlarms(alarms) {
  const band = document.getElementById("alarms");
  const key = JSON.stringify(alarms);
  if (band.dataset.key === key) return;
  band.dataset.key = key;
  band.textContent = "";
  for (const alarm of alarms) {
    const line = element("div", "alarm");
    line.append(element("strong", "alarm-numbers", alarm.call.join("  ")), element("span", "", alarm.advice));
    band.append(line);
  }
}

function tell(found) {
  const first = found.blocks[0] && found.blocks[0].candidates[0];
  const count = found.blocks.reduce((sum, block) => sum + block.candidates.length, 0);
  const matters = found.blocks.length > 1 ? `${found.blocks.length}件事，` : "";
  document.getElementById("told").textContent = first ? `${matters}${count}个候选，第一个：${first.name}，${first.label}` : "";
}
