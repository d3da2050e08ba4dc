// The three dialogs: signing in, confirming, and the drawer. The browser keeps the focus inside and closes on Escape.

import { h } from "./dom.js";
import { onSignIn } from "./api.js";

const byId = (id) => document.getElementById(id);

/** Asks who it is, once; gives the Authorization header. */
function signIn(refused) {
  const dialog = byId("sign-in");
  const form = dialog.querySelector("form");
  byId("sign-in-problem").textContent = refused ? "That is not known here. Try again." : "";
  form.elements.secret.value = "";
  dialog.oncancel = (event) => event.preventDefault();
  dialog.showModal();
  form.elements.secret.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const user = form.elements.user.value.trim();
      const secret = form.elements.secret.value;
      dialog.close();
      resolve(user ? `Basic ${base64(`${user}:${secret}`)}` : `Bearer ${secret.trim()}`);
    };
  });
}

function base64(text) {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

onSignIn(signIn);

/**
 * An operator action in two steps: a check on the server that changes nothing, then the action itself.
 *
 * @param send called with false for the check and true for the action
 * @param passed says what the answer to the check means
 * @param done says what the answer to the action means
 */
export function confirm({ title, content, check, action, send, passed, done }) {
  const dialog = byId("confirm");
  const message = h("p", { class: "result", role: "status" });
  const checkButton = h("button", { type: "button", id: "confirm-check" }, check);
  const actionButton = h("button", { type: "button", id: "confirm-action", class: "danger", disabled: true }, action);
  const cancelButton = h("button", { type: "button", id: "confirm-cancel" }, "Cancel");
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "confirm-title" }, title),
    content,
    message,
    h("p", { class: "actions" }, cancelButton, checkButton, actionButton),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  // What was checked is what is done: any change asks for another check.
  form.addEventListener("input", () => {
    actionButton.disabled = true;
    message.textContent = "";
  });
  const step = async (really) => {
    [checkButton, actionButton].forEach((button) => (button.disabled = true));
    message.classList.remove("problem");
    message.textContent = really ? "Sending" : "Checking";
    try {
      const answer = await send(really);
      message.textContent = really ? done(answer) : passed(answer);
      actionButton.disabled = really;
      checkButton.hidden = really;
      actionButton.hidden = really;
      cancelButton.textContent = really ? "Close" : "Cancel";
      (really ? cancelButton : actionButton).focus();
    } catch (problem) {
      message.classList.add("problem");
      message.textContent = problem.message;
    } finally {
      checkButton.disabled = false;
    }
  };
  checkButton.addEventListener("click", () => step(false));
  actionButton.addEventListener("click", () => step(true));
  cancelButton.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(form);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}

/** Opens the drawer at the side; Escape and the button close it. */
export function drawer(title, ...content) {
  const dialog = byId("drawer");
  dialog.replaceChildren(
    h("div", { class: "drawer-head" }, h("h2", { id: "drawer-title" }, title), h("button", { type: "button", onclick: () => dialog.close() }, "Close")),
    h("div", { class: "drawer-body" }, content),
  );
  if (!dialog.open) {
    dialog.showModal();
  }
  return dialog;
}
