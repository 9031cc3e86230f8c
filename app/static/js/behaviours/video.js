// @ts-check
/** A video plays without sound while most of it is in view, and rests when it is not. */

import { mayMove } from "../lib/swap.js";

const SEEN = 0.6;

const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const video = entry.target;
      if (video instanceof HTMLVideoElement) {
        if (entry.intersectionRatio >= SEEN) {
          start(video);
        } else if (!video.paused) {
          video.dataset.resting = "";
          video.pause();
        }
      }
    }
  },
  { threshold: [0, SEEN] },
);

/**
 * @param {HTMLElement} group
 */
export function connect(group) {
  const video = group.querySelector("video");
  if (!video) {
    if (group.querySelector("[data-waiting]")) {
      import("../lib/waiting_video.js").then((module) => module.waitFor(group));
    }
    return;
  }
  // Set by its person: not to be started again by us.
  video.addEventListener("pause", () => {
    if (!("resting" in video.dataset) && !video.ended) {
      video.dataset.stopped = "";
    }
  });
  video.addEventListener("play", () => {
    delete video.dataset.resting;
    delete video.dataset.stopped;
  });
  observer.observe(video);
}

/** @param {HTMLVideoElement} video */
function start(video) {
  if (!mayMove() || "stopped" in video.dataset || !video.paused) {
    return;
  }
  if (!("resting" in video.dataset)) {
    video.muted = true;
  }
  video.play().catch(() => {
    // The browser wants a touch first; the controls are there.
  });
}
