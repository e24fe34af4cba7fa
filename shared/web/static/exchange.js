// Enhancement only: every page works without it.
import { initAll } from "./nhsuk-frontend.js";

initAll();

const WARN_SECONDS_BEFORE = 120;
const dialog = document.getElementById("session-ending");
let timer;

// The page says how long the session lasts. Two minutes before its end a dialog offers to stay, and nothing that
// was typed is lost by staying, nor by signing in again in another tab.
function watch(secondsLeft) {
  const end = Date.now() + secondsLeft * 1000;
  clearInterval(timer);
  timer = setInterval(() => {
    const left = (end - Date.now()) / 1000;
    if (left <= 0) {
      clearInterval(timer);
      show("ended");
    } else if (left <= WARN_SECONDS_BEFORE && !dialog.open) {
      show("ending");
    }
  }, 1000);
}

function show(state) {
  for (const part of dialog.querySelectorAll("[data-state]")) {
    part.hidden = part.dataset.state !== state;
  }
  dialog.setAttribute("aria-labelledby", `session-${state}-title`);
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.querySelector(`[data-state=${state}]`).querySelector("a, button").focus();
}

async function stay() {
  const reply = await fetch(dialog.dataset.stayHref, { redirect: "error" }).catch(() => null);
  if (!reply?.ok) {
    clearInterval(timer);
    show("ended");
    return;
  }
  const session = await reply.json();
  for (const field of document.querySelectorAll("input[name=csrf]")) {
    field.value = session.csrf ?? field.value;
  }
  dialog.close();
  watch(session.seconds_left);
}

if (dialog) {
  for (const button of dialog.querySelectorAll("[data-stay]")) {
    button.addEventListener("click", stay);
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  watch(Number(dialog.dataset.secondsLeft));
}
