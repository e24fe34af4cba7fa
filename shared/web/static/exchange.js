// Enhancement only: every page works without it.
import { initAll } from "./nhsuk-frontend.js";

initAll();

const WARN_SECONDS_BEFORE = 120;
const dialog = document.getElementById("session-ending");

// The page says how long the session lasts; two minutes before its end a dialog offers to stay, and nothing
// that was typed is lost by staying.
function watch(secondsLeft) {
  const end = Date.now() + secondsLeft * 1000;
  const timer = setInterval(() => {
    const left = (end - Date.now()) / 1000;
    if (left <= 0) {
      clearInterval(timer);
      show("ended");
    } else if (left <= WARN_SECONDS_BEFORE && !dialog.open) {
      show("ending");
    }
  }, 1000);
  return timer;
}

function show(state) {
  for (const part of dialog.querySelectorAll("[data-state]")) {
    part.hidden = part.dataset.state !== state;
  }
  if (!dialog.open) {
    dialog.showModal();
  }
}

if (dialog) {
  let timer = watch(Number(dialog.dataset.secondsLeft));
  dialog.querySelector("[data-stay]").addEventListener("click", async () => {
    const reply = await fetch(dialog.dataset.stayHref, { redirect: "error" }).catch(() => null);
    clearInterval(timer);
    if (reply?.ok) {
      dialog.close();
      timer = watch((await reply.json()).seconds_left);
    } else {
      show("ended");
    }
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}
