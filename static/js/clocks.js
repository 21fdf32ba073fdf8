// Ticks the elapsed time of jobs: `<span data-since="instant" data-scale="seconds">`,
// and moves the playhead `[data-head]` of the same card.

const LAST = 99;

/** Return a length as a counter shows it: 0:07, 2:10, 1:00:03. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), String(whole % 60).padStart(2, "0")];
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** Show the time that has passed by now. */
export function tick() {
  for (const shown of document.querySelectorAll("[data-since]")) {
    const passed = (Date.now() - Date.parse(shown.dataset.since)) / 1000;
    shown.textContent = clock(passed);
    const head = shown.closest("[data-job], [data-tile]")?.querySelector("[data-head]");
    const at = Math.min(LAST, Math.max(0, (100 * passed) / Number(shown.dataset.scale)));
    head?.setAttribute("x", at.toFixed(1));
  }
}

setInterval(tick, 1000);
