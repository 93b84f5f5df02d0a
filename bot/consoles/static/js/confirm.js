// Questions before something that cannot be taken back, and forms that are sent once only.

/** Ask; resolves to true or false. The harmless answer has the focus. */
export function ask(question, verb) {
  if (typeof HTMLDialogElement === "undefined") return Promise.resolve(window.confirm(question));
  const box = document.createElement("dialog");
  box.className = "box";
  box.setAttribute("aria-labelledby", "ask-text");
  const text = document.createElement("p");
  text.id = "ask-text";
  text.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  form.append(answer("取消", "no", "button"), answer(verb, "yes", "button button-danger"));
  box.append(text, form);
  document.body.append(box);
  const before = document.activeElement;
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      if (before && before.focus) before.focus();
      resolve(box.returnValue === "yes");
    });
    box.showModal();
  });
}

/** Forms with `data-confirm` are asked about first (`data-confirm-verb` is the button); no form is sent twice. */
export function watchForms() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method === "dialog" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.dataset.confirm && !form.dataset.confirmed) {
      event.preventDefault();
      if (!(await ask(form.dataset.confirm, form.dataset.confirmVerb || "确定"))) return;
      form.dataset.confirmed = "yes";
      if (event.submitter && event.submitter.name) keep(form, event.submitter);
      form.submit();
    }
    form.dataset.sent = "yes";
  });
  // A page that comes back out of the browser's store may be sent anew.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
    }
  });
}

function answer(title, value, className) {
  const button = document.createElement("button");
  button.value = value;
  button.className = className;
  button.textContent = title;
  return button;
}

function keep(form, submitter) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = submitter.name;
  field.value = submitter.value;
  form.append(field);
}
