// The candidates on the page: blocks, one line each, the chosen one opened.

import { element } from "./api.js";

const FACETS = Array.from(document.querySelectorAll("#facets [data-facet]"), (row) => ({ facet: row.dataset.facet, label: row.textContent }));
const KINDS = { which: "要问清", item: "没听出事项", office: "不在清单", demand: "诉求", wish: "其他" };

/** Draw all; returns the candidates in the order of the page: { block, candidate, row }. */
export function draw(box, blocks) {
  box.textContent = "";
  const rows = [];
  blocks.forEach((block, place) => {
    const group = element("div", `block block-${block.kind}`);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", blocks.length > 1 ? `第${place + 1}件事：${block.said}` : block.said);
    group.append(head(block, place, blocks.length));
    if (block.demand) group.append(demand(block.demand));
    for (const candidate of block.candidates) {
      const row = element("div", "candidate");
      row.id = `candidate-${rows.length}`;
      row.setAttribute("role", "option");
      rows.push({ block, candidate, row });
      group.append(row);
    }
    box.append(group);
  });
  rows.forEach((one) => fill(one, false));
  return rows;
}

/** One line anew; a chosen one shows the field and the keys of its facets. */
export function fill({ block, candidate, row }, chosen) {
  row.textContent = "";
  row.setAttribute("aria-selected", String(chosen));
  row.classList.toggle("is-chosen", chosen);
  const top = element("div", "candidate-head");
  top.append(element("span", "candidate-name", candidate.name), element("span", "tag", candidate.label));
  top.append(element("span", "candidate-score", `${Math.round(candidate.score * 100)}分`));
  row.append(top);
  if (chosen) {
    row.append(element("p", "candidate-field", candidate.field));
    row.append(facets(candidate));
  }
  const from = element("p", "candidate-source", [candidate.source, candidate.sample].filter(Boolean).join("；"));
  if (!chosen) from.textContent = `${candidate.department} · ${candidate.field.replace(/\s+/g, " ")}`;
  row.append(from);
  const said = row.parentElement && row.parentElement.querySelector(".block-said");
  if (chosen && said) mark(said, block.said, candidate.why);
}

/** The facet that a number key stands for; "" if none. */
export function facetOf(number) {
  return FACETS[number - 1] ? FACETS[number - 1].facet : "";
}

function head(block, place, count) {
  const line = element("p", "block-head");
  if (count > 1) line.append(element("span", "block-number", `第${place + 1}件`));
  if (KINDS[block.kind]) line.append(element("span", `tag ${block.kind === "demand" ? "tag-note" : "tag-off"}`, KINDS[block.kind]));
  line.append(element("span", "block-said", block.said));
  if (block.note) line.append(element("span", "block-note", block.note));
  return line;
}

function demand(guess) {
  const list = element("dl", "demand");
  const rows = [
    ["类型", guess.type], ["类别", guess.category], ["承办单位", guess.department], ["街道乡镇", guess.district],
    ["地点", guess.place], ["紧急", guess.is_urgent ? "可能紧急" : ""],
  ];
  for (const [title, value] of rows) {
    if (!value) continue;
    const pair = element("div");
    pair.append(element("dt", "", title), element("dd", "", value));
    list.append(pair);
  }
  return list;
}

function facets(candidate) {
  const line = element("p", "candidate-facets");
  FACETS.forEach(({ facet, label }, place) => {
    const one = element("span", "facet"); // within an option nothing may be a control of its own; number keys do it
    one.dataset.facet = facet;
    if (facet === candidate.facet) one.setAttribute("aria-current", "true");
    one.append(element("kbd", "", place < 9 ? String(place + 1) : `⇧${place - 8}`), ` ${label}`);
    line.append(one);
  });
  return line;
}

function mark(place, text, words) {
  place.textContent = "";
  let rest = text;
  while (rest) {
    const found = words.map((word) => [rest.indexOf(word), word]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
    if (!found) break;
    place.append(rest.slice(0, found[0]), element("mark", "", found[1]));
    rest = rest.slice(found[0] + found[1].length);
  }
  place.append(rest);
}
