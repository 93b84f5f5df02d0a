// An answer's plain text, laid out: 【…】 is a heading, "1. …" a numbered list, "· …" a list, "▎…" a subheading,
// "来源：…" the small source line; every other line is a paragraph.

import { make, makeCallLink } from "./dom.js";
import { split } from "./phones.js";

const HEADING = /^【([^】]+)】\s*(.*)$/;
const NUMBERED = /^(\d{1,2})[.．、]\s*(?!\d)(.+)$/;
const DOTTED = /^[·•]\s*(.+)$/;
const SUBHEADING = /^▎\s*(.+)$/;
const SOURCE = /^来源[:：]/;
const UNBROKEN = /(\d{1,2}[:：]\d{2}[-–—~～]+\d{1,2}[:：]\d{2}|[A-Z]{2}\d{8}-\d{4}-[A-Z])/;
const LABEL = /^([^，。：（）]{1,6}：)(.+)$/;

/** The elements for `text`. */
export function layOut(text) {
  const page = { blocks: [], list: null };
  text.split(/\r?\n/).forEach((line) => addLine(page, line.trim()));
  return page.blocks;
}

/** `text` with its telephone numbers as links, as a fragment. */
export function withPhones(text) {
  const fragment = document.createDocumentFragment();
  split(text).forEach((piece) => {
    if (piece.number) fragment.append(makeCallLink("tel", piece.number, piece.text));
    else piece.text.split(UNBROKEN).filter(Boolean).forEach((part) => fragment.append(keptTogether(part)));
  });
  return fragment;
}

/** Opening hours and the numbers of tickets are not broken at their dashes. */
function keptTogether(part) {
  return part.replace(UNBROKEN, "") ? part : make("span", "together", part);
}

function addLine(page, line) {
  const numbered = NUMBERED.exec(line);
  const dotted = DOTTED.exec(line);
  if (!line) page.list = null;
  else if (numbered) listOf(page, "OL", "steps").append(numberedItem(numbered));
  else if (dotted) listOf(page, "UL", "points").append(make("li", "", labelled(dotted[1])));
  else if (continuesItem(page, line)) page.list.lastElementChild.append(make("p", "more", withPhones(line)));
  else addBlock(page, line);
}

function addBlock(page, line) {
  page.list = null;
  const heading = HEADING.exec(line);
  const subheading = SUBHEADING.exec(line);
  if (heading) addHeading(page, heading[1], heading[2]);
  else if (subheading) page.blocks.push(make("h3", "subheading", withPhones(subheading[1])));
  else if (SOURCE.test(line)) page.blocks.push(make("p", "source", withPhones(line)));
  else page.blocks.push(make("p", "", withPhones(line)));
}

/** "【补身份证】要带什么（市公安局）": the department is said more quietly. */
function addHeading(page, name, rest) {
  const parts = /^(.*?)(（[^（）]*）)?$/.exec(rest);
  const facet = parts[1] ? make("span", "heading-facet", parts[1]) : null;
  const department = parts[2] ? make("span", "heading-department", parts[2]) : null;
  page.blocks.push(make("h2", "heading", make("span", "heading-item", name), " ", facet, department));
}

/** A place has its address and hours on the lines below its number. */
function continuesItem(page, line) {
  return page.list !== null && page.list.tagName === "OL" && !HEADING.test(line) && !SUBHEADING.test(line) && !SOURCE.test(line);
}

/** The list that is being filled, or a new one. The number is kept: a second list may go on from the first. */
function listOf(page, tag, className) {
  if (page.list === null || page.list.tagName !== tag) {
    page.list = make(tag, className);
    page.blocks.push(page.list);
  }
  return page.list;
}

function numberedItem(numbered) {
  const item = make("li", "", labelled(numbered[2]));
  item.value = Number(numbered[1]);
  return item;
}

function labelled(text) {
  const parts = LABEL.exec(text);
  if (!parts) return withPhones(text);
  const fragment = document.createDocumentFragment();
  fragment.append(make("strong", "label", parts[1]), withPhones(parts[2]));
  return fragment;
}
