// The work order beside the text: half-filled on demand, what was typed stays, filed once.

import { element, freshId, send } from "./api.js";

/** `heard` is the text, `caller` the calling number, `flush` keeps the call before anything hangs at it, `changed` is told
 *  of everything that is to be kept. */
export function watchOrder(pad, heard, caller, { flush, changed, say }) {
  const form = document.getElementById("order");
  const opener = document.getElementById("fill-order");
  const fault = document.getElementById("order-fault");
  const filed = document.getElementById("filed");
  const touched = new Set();
  let id = "";
  JSON.parse(filed.dataset.filed).forEach((one) => filed.append(card(one)));
  form.addEventListener("input", (event) => { touched.add(event.target.name); changed(); });
  opener.addEventListener("click", open);
  document.getElementById("drop-order").addEventListener("click", () => { show(false); heard.focus(); });

  function show(is_open) {
    form.hidden = !is_open;
    opener.hidden = is_open;
  }

  async function open() {
    show(true);
    id = id || freshId();
    form.elements.matter.focus();
    try {
      const { order } = await send(`/desk/calls/${pad.dataset.call}/order-draft`, { text: heard.value, caller: caller.value });
      for (const [name, value] of Object.entries(order)) put(name, value);
      changed();
    } catch (refused) {
      fail(`没能自动填写，请手工填：${refused.message}`);
    }
    form.elements.matter.focus();
  }

  function put(name, value) {
    const field = form.elements[name];
    if (!field || touched.has(name)) return;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector(".button-main");
    if (button.disabled) return;
    button.disabled = true;
    clear();
    try {
      await flush(true);
      const answer = await send(`/desk/calls/${pad.dataset.call}/orders`, values());
      filed.prepend(card(answer.filed));
      say(`工单 ${answer.filed.number} 已建好，请读给来电人`);
      const outcome = document.querySelector('#end [value="filed"]');
      if (outcome && !document.querySelector("#end [name=outcome]:checked")) outcome.checked = true;
      reset();
    } catch (refused) {
      fail(refused.message);
      faults((refused.values && refused.values.faults) || {});
    } finally {
      button.disabled = false;
    }
  });

  function values() {
    const all = { form: id };
    for (const field of form.elements) {
      if (field.name) all[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
    return all;
  }

  /** What is begun, as the draft keeps it. */
  function read() {
    return id ? [values()] : [];
  }

  /** What was begun before; nothing of it is filled in anew. */
  function write(orders) {
    empty();
    for (const order of orders.slice(0, 1)) {
      id = order.form;
      for (const [name, value] of Object.entries(order)) {
        put(name, value);
        if (value) touched.add(name);
      }
      show(true);
    }
  }

  function empty() {
    form.reset();
    show(false);
    touched.clear();
    clear();
    id = "";
  }

  function reset() {
    empty();
    changed();
    filed.firstElementChild.querySelector("a").focus();
  }

  function clear() {
    fault.hidden = true;
    for (const one of form.querySelectorAll("[data-field] .fault")) one.hidden = true;
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  }

  function fail(words) {
    fault.textContent = words;
    fault.hidden = false;
  }

  function faults(by) {
    let first = null;
    for (const [name, words] of Object.entries(by)) {
      const place = document.getElementById(`fault-${name}`);
      const field = form.elements[name];
      if (!place || !field) continue;
      place.textContent = words;
      place.hidden = false;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", place.id);
      if (!first || field.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) first = field;
    }
    if (first) first.focus();
  }

  return { open, read, write, isOpen: () => !form.hidden };
}

function card(one) {
  const box = element("div", "read-out");
  box.append(element("p", "read-out-title", "请读给来电人"));
  const list = element("dl", "facts");
  const rows = [["工单编号", one.number], ["查询码", one.query_code], ["最晚答复", one.due + (one.provisional ? "（暂定）" : "")], ["为什么是这天", one.why]];
  for (const [title, value] of rows) list.append(element("dt", "", title), element("dd", "", value));
  const link = element("a", "", `打开工单（${one.type}${one.department ? `，${one.department}` : ""}）`);
  link.href = one.href;
  link.target = "_blank";
  link.rel = "noopener";
  box.append(list, link);
  return box;
}
