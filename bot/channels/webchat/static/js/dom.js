// Building elements. Text only ever becomes a text node.

/** An element `tag` with a class and children (strings, elements; null is left out). */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  children.filter((child) => child !== null).forEach((child) => element.append(child));
  return element;
}

export function makeButton(className, title, onPress) {
  const button = make("button", className, title);
  button.type = "button";
  button.addEventListener("click", onPress);
  return button;
}

export function makeCallLink(className, number, ...children) {
  const link = make("a", className, ...children);
  link.href = `tel:${number}`;
  return link;
}

export function byId(id) {
  return document.getElementById(id);
}
