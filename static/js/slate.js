/* Plays the clip of a slate and moves its playhead; a still under reduced motion.

   <aside data-slate>
     <video muted loop playsinline preload="none">…</video>
     <div class="ruler"></div>        the playhead stands at --played, from 0 to 1
     <span data-slate-time></span>    the timecode, in frames of 1/24 s
   </aside>
*/
const FRAMES = 24;

const two = (number) => String(Math.floor(number)).padStart(2, "0");

const timecode = (seconds) =>
  ["00", two(seconds / 60), two(seconds % 60), two((seconds % 1) * FRAMES)].join(":");

function play(slate) {
  const video = slate.querySelector("video");
  const time = slate.querySelector("[data-slate-time]");
  const show = () => {
    slate.style.setProperty("--played", video.currentTime / video.duration || 0);
    time.textContent = timecode(video.currentTime);
    video.requestVideoFrameCallback?.(show);
  };
  video.addEventListener("playing", show, { once: true });
  video.play().catch(() => {}); // a browser that saves power shows the still
}

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const shown = (slate) => slate.getClientRects().length > 0;

for (const slate of document.querySelectorAll("[data-slate]")) {
  if (!still && shown(slate)) play(slate);
}
