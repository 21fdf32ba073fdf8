// The price on the button, as it is typed: `[data-price]`, `[data-starts]` and
// `[data-takes]` of `<form data-create>`, from POST /api/v1/quotes/.

import { send } from "./calls.js";
import { words } from "./ask.js";
import { show } from "./problems.js";

const QUOTES = "/api/v1/quotes/";

/** Quote a body, show it, and return the quote; null when there is none, or when it
 *  is not `wanted` any more. A prompt that nobody tried to send yet is no mistake. */
export async function quote(form, body, wanted) {
  const { status, body: told } = await send(QUOTES, body).catch(() => ({ status: 0 }));
  if (status !== 200 || !wanted()) return null;
  if (told.price) form.querySelector("[data-price]").textContent = told.price.credits;
  if (told.starts) form.querySelector("[data-starts]").textContent = starts(told.starts);
  if (told.expected) {
    const { p50, p90 } = told.expected;
    form.querySelector("[data-takes]").textContent = `${words.takes} ${between(p50, p90)}`;
  }
  const tried = "tried" in form.dataset;
  const said = told.problems.filter((item) => tried || item.field !== "prompt");
  show(form, said);
  return told.ok ? told : null;
}

function starts({ earliest, latest }) {
  const [low, high] = [earliest, latest].map((at) => (Date.parse(at) - Date.now()) / 1000);
  if (high <= 4) return words.now;
  return `${words.starts} ${between(Math.max(0, low), high)}`;
}

/** Return a range to plan by, as spans.py does. */
function between(low, high) {
  const [least, most] = [about(low), about(high)];
  if (least === most) return most;
  const [number, unit] = least.split(" ");
  return most.endsWith(` ${unit}`) ? `${number}–${most}` : `${least} – ${most}`;
}

function about(seconds) {
  if (seconds < 100) {
    const step = seconds <= 10 ? 1 : seconds <= 60 ? 5 : 10;
    return `${Math.max(1, Math.round(seconds / step) * step)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
