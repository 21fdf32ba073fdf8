// A tile `[data-tile data-preview="address"]` plays its preview while it is pointed at
// or holds the focus; `[data-line]` shows how far. Only one plays. None does where
// motion or data is to be saved.

const AFTER = 150;
const still = matchMedia("(prefers-reduced-motion: reduce)");
let stop = () => {};

/** Bring a tile to life, and return it. */
export function arm(tile) {
  if (!tile.dataset.preview) return tile;
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => play(tile), AFTER);
  };
  const end = () => {
    clearTimeout(timer);
    if (tile.classList.contains("on")) stop();
  };
  tile.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && begin());
  tile.addEventListener("pointerleave", end);
  tile.addEventListener("focusin", begin);
  tile.addEventListener("focusout", (event) => {
    if (!tile.contains(event.relatedTarget)) end();
  });
  return tile;
}

function play(tile) {
  if (still.matches || navigator.connection?.saveData || tile.classList.contains("on")) return;
  stop();
  const video = document.createElement("video");
  Object.assign(video, { muted: true, loop: true, playsInline: true, tabIndex: -1 });
  video.setAttribute("aria-hidden", "true");
  video.src = tile.dataset.preview;
  const line = tile.querySelector("[data-line]");
  const draw = () => {
    if (!video.isConnected) return;
    const part = video.duration ? video.currentTime / video.duration : 0;
    line.style.transform = `scaleX(${part})`;
    requestAnimationFrame(draw);
  };
  tile.querySelector("a").after(video);
  tile.classList.add("on");
  video.play().then(draw, () => {});
  stop = () => {
    tile.classList.remove("on");
    video.pause();
    video.removeAttribute("src");
    video.load();
    video.remove();
    stop = () => {};
  };
}
