// A clip on its slate: `<div data-player data-fps>` with a `<video>` and a timeline
// `<div data-timeline hidden>` of `data-now`, `data-all`, `data-play`, `data-again`,
// `data-mute`, `data-ruler` and `<input type="range" data-scrub>`.

const TICKS = 10;
const NEARLY = 0.01; // of a frame: players round the moments they are sent to

/** Return a moment as a timecode: hours, minutes, seconds, frames. */
function timecode(seconds, fps) {
  const frames = Math.max(0, Math.floor(seconds * fps + NEARLY));
  const rate = Math.max(1, Math.round(fps));
  const whole = Math.floor(frames / rate);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return [...parts, frames % rate].map((n) => String(n).padStart(2, "0")).join(":");
}

/** Bring every player inside `root` to life. */
export function arm(root = document) {
  for (const player of root.querySelectorAll("[data-player]")) bring(player);
}

function bring(player) {
  const video = player.querySelector("video");
  const part = (name) => player.querySelector(`[data-${name}]`);
  const fps = Number(player.dataset.fps) || 24;
  const scrub = part("scrub");
  const length = () => (Number.isFinite(video.duration) ? video.duration : Number(scrub.max));

  const show = () => {
    part("now").textContent = timecode(video.currentTime, fps);
    scrub.value = video.currentTime;
    scrub.setAttribute("aria-valuetext", timecode(video.currentTime, fps));
  };
  const measure = () => {
    scrub.max = length();
    scrub.step = 1 / Math.round(fps);
    part("all").textContent = timecode(length(), fps);
    rule(part("ruler"), length());
    show();
  };
  const frame = () => {
    show();
    if (!video.paused) requestAnimationFrame(frame);
  };
  const turn = () => (video.paused ? video.play() : video.pause());
  const [playing, paused] = ["playing", "paused"];
  const state = () => {
    const now = video.paused ? paused : playing;
    player.classList.toggle(playing, now === playing);
    const { label, other } = names(part("play"));
    part("play").setAttribute("aria-label", now === playing ? other : label);
    if (now === playing) frame();
  };

  video.removeAttribute("controls");
  part("timeline").hidden = false;
  video.addEventListener("click", turn);
  video.addEventListener("loadedmetadata", measure);
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, state);
  for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, show);
  scrub.addEventListener("input", () => {
    video.currentTime = Number(scrub.value);
  });
  part("play").addEventListener("click", turn);
  toggle(part("again"), (on) => {
    video.loop = on;
  });
  toggle(part("mute"), (on) => {
    video.muted = on;
  });
  measure();
}

function names(button) {
  button.dataset.label ??= button.getAttribute("aria-label");
  return button.dataset;
}

function toggle(button, set) {
  button?.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    set(on);
  });
}

/** Draw a tick for each tenth of a second, a tall one with its number each second. */
function rule(ruler, seconds) {
  const marks = [];
  for (let n = 0; n <= seconds * TICKS + 1e-6; n++) {
    const mark = document.createElement("i");
    mark.style.left = `${(100 * n) / (seconds * TICKS)}%`;
    mark.classList.toggle("whole", n % TICKS === 0);
    marks.push(mark);
    if (n % TICKS || n / TICKS > seconds - 0.4) continue;
    const number = document.createElement("span");
    number.textContent = `${n / TICKS}s`;
    number.style.left = mark.style.left;
    marks.push(number);
  }
  ruler.replaceChildren(...marks);
}

arm();
