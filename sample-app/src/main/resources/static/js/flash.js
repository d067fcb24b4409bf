// Messages that come over the page for a while; they move nothing.

import { element } from "./dom.js";

const MOST = 4;
const LIFE_MILLIS = 8000;

/** Shows a sentence; kind is news, bad or good. */
export function flash(text, kind = "news") {
  const region = element("flashes");
  for (const old of [...region.children].filter((item) => item.firstChild.textContent === text)) {
    old.remove();
  }
  const item = document.createElement("div");
  item.className = "flash";
  item.dataset.kind = kind;
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close this message");
  close.onclick = () => item.remove();
  item.append(words, close);
  region.append(item);
  while (region.children.length > MOST) {
    region.firstElementChild.remove();
  }
  setTimeout(() => item.remove(), LIFE_MILLIS);
}
