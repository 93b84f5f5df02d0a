// Small conveniences; each page works without them.

/** Show what is typed as a password, copy a text, go back, hide a department where there is none. */
export function watchSmallThings() {
  for (const button of document.querySelectorAll("[data-shows]")) {
    button.addEventListener("click", () => turnOver(button));
  }
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = !(navigator.clipboard && window.isSecureContext);
    button.addEventListener("click", () => copy(button));
  }
  for (const button of document.querySelectorAll("[data-back]")) {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  }
  const role = document.querySelector("[data-needs-department]");
  if (role) {
    role.addEventListener("change", () => fit(role));
    fit(role);
  }
}

function turnOver(button) {
  const shown = button.getAttribute("aria-pressed") !== "true";
  for (const id of button.dataset.shows.split(" ")) {
    document.getElementById(id).type = shown ? "text" : "password";
  }
  button.setAttribute("aria-pressed", String(shown));
  button.textContent = shown ? "隐藏" : "显示";
}

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
  button.textContent = "已复制";
}

function fit(role) {
  const field = document.getElementById("department-field");
  const needed = role.value === role.dataset.needsDepartment;
  field.hidden = !needed;
  field.querySelector("select").required = needed;
  if (!needed) field.querySelector("select").value = "";
}
