// Three sizes of text, kept on this machine.

const NAMES = { 1: "标准", 2: "大", 3: "特大" };

/** The button in the head. */
export function watchTextSize() {
  const button = document.getElementById("text-size");
  show(button);
  button.addEventListener("click", () => {
    const next = String((Number(document.documentElement.dataset.text) % 3) + 1);
    document.documentElement.dataset.text = next;
    try {
      localStorage.setItem("shuangliao.desk.text", next);
    } catch (refused) {
      // Without storage the choice holds for this page.
    }
    show(button);
  });
}

function show(button) {
  const name = NAMES[document.documentElement.dataset.text] || NAMES[1];
  const state = document.createElement("span");
  state.className = "tool-state";
  state.textContent = `·${name}`;
  button.replaceChildren("字号", state);
  button.setAttribute("aria-label", `字号：${name}。按一下换一种`);
}
