// @ts-check
/** Finds `data-behaviour="name name"` and hands each element to the module of that name. */

/**
 * @typedef {{connect: (element: any) => void}} Behaviour
 * @type {Record<string, () => Promise<Behaviour>>}
 */
const BEHAVIOURS = {
  "alt-texts": () => import("../behaviours/alt_texts.js"),
  act: () => import("../behaviours/act.js"),
  bell: () => import("../behaviours/bell.js"),
  chain: () => import("../behaviours/chain.js"),
  composer: () => import("../behaviours/composer.js"),
  copy: () => import("../behaviours/copy.js"),
  delete: () => import("../behaviours/delete.js"),
  focus: () => import("../behaviours/focus.js"),
  follow: () => import("../behaviours/follow.js"),
  live: () => import("../behaviours/live.js"),
  "local-time": () => import("../behaviours/local_time.js"),
  mentions: () => import("../behaviours/mentions.js"),
  menu: () => import("../behaviours/menu.js"),
  more: () => import("../behaviours/more.js"),
  "passkey-add": () => import("../behaviours/passkey_add.js"),
  "passkey-sign-in": () => import("../behaviours/passkey_sign_in.js"),
  "person-act": () => import("../behaviours/person_act.js"),
  "mute-thread": () => import("../behaviours/mute_thread.js"),
  pictures: () => import("../behaviours/pictures.js"),
  push: () => import("../behaviours/push.js"),
  "read-all": () => import("../behaviours/read_all.js"),
  "reading-place": () => import("../behaviours/reading_place.js"),
  reveal: () => import("../behaviours/reveal.js"),
  schedule: () => import("../behaviours/schedule.js"),
  search: () => import("../behaviours/search.js"),
  strip: () => import("../behaviours/strip.js"),
  track: () => import("../behaviours/track.js"),
  unwanted: () => import("../behaviours/unwanted.js"),
  uploads: () => import("../behaviours/uploads.js"),
  video: () => import("../behaviours/video.js"),
  vote: () => import("../behaviours/vote.js"),
};

/** @type {WeakMap<Element, Set<string>>} */
const connected = new WeakMap();

const CLOSED_MENU = 'details[data-behaviour~="menu"]:not([open])';

/**
 * Connect the behaviours of `root` and of everything in it, each once. What is in a closed menu waits until the menu
 * opens: every post has one, and most are never opened.
 * @param {ParentNode} root
 * @returns {Promise<unknown>} when all of them are there
 */
export function connectAll(root) {
  const found = [...root.querySelectorAll("[data-behaviour]")];
  if (root instanceof Element && root.hasAttribute("data-behaviour")) {
    found.unshift(root);
  }
  return Promise.all(
    found.flatMap((element) => {
      if (element.parentElement?.closest(CLOSED_MENU)) {
        return [];
      }
      const names = element.getAttribute("data-behaviour")?.split(/\s+/) ?? [];
      return names.map((name) => connectOne(element, name));
    }),
  );
}

/**
 * @param {Element} element
 * @param {string} name
 */
async function connectOne(element, name) {
  const load = BEHAVIOURS[name];
  const names = connected.get(element) ?? new Set();
  if (!load || names.has(name)) {
    return;
  }
  names.add(name);
  connected.set(element, names);
  try {
    const behaviour = await load();
    behaviour.connect(element);
  } catch (error) {
    // The page works without it, as it does without any script.
    names.delete(name);
    console.warn(`Skein: ${name} could not be connected`, error);
  }
}
