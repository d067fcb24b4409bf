// Small helpers. Whatever comes from nodes is set as text, never as markup.

export const element = (id) => document.getElementById(id);

/** An unchanged text stays untouched, so that a selection in it survives. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

export function setAttribute(target, name, value) {
  if (target.getAttribute(name) !== value) {
    target.setAttribute(name, value);
  }
}

export function clone(templateId) {
  return element(templateId).content.firstElementChild.cloneNode(true);
}

/** Remembers the element of each item, and draws an item again only if it has changed. */
export class Keyed {
  constructor(list, key, make, update) {
    Object.assign(this, { list, key, make, update });
    this.known = new Map();
    this.wanted = [];
    this.gliding = false;
  }

  show(items, context) {
    const seen = new Set();
    this.wanted = items.map((item) => {
      const id = this.key(item);
      seen.add(id);
      let entry = this.known.get(id);
      if (!entry) {
        entry = { node: this.make(item), text: null };
        this.known.set(id, entry);
      }
      const text = JSON.stringify([item, context]);
      if (entry.text !== text) {
        entry.text = text;
        this.update(entry.node, item, context);
      }
      return entry.node;
    });
    for (const id of this.known.keys()) {
      if (!seen.has(id)) {
        this.known.delete(id);
      }
    }
    this.arrange();
  }

  /** Who comes and goes while others glide has to wait until they are there. */
  arrange() {
    const { list, wanted } = this;
    if (this.gliding || (list.children.length === wanted.length && wanted.every((item, at) => list.children[at] === item))) {
      return;
    }
    const before = STILL.matches || document.hidden ? new Map() : tops(list);
    place(list, wanted);
    this.gliding = glide(list, before, () => {
      this.gliding = false;
      this.arrange();
    });
  }
}

/** Makes the children of a list exactly these elements, in this order, moving only what is out of place. */
function place(list, wanted) {
  const keep = new Set(wanted);
  for (const child of [...list.children]) {
    if (!keep.has(child)) {
      child.remove();
    }
  }
  wanted.forEach((item, index) => {
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
  });
}

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const GLIDE_MILLIS = 220;
const MARGIN = 200;

const tops = (list) => new Map([...list.children].map((item) => [item, item.offsetTop]));

/**
 * Has what was pushed aside glide there from where it was, so that nothing jumps away under a reader's eyes. Returns
 * false if nothing has to. What is out of sight stays still.
 */
function glide(list, before, done) {
  const window = list.closest(".scroll");
  const top = window ? window.scrollTop - MARGIN : 0;
  const bottom = window ? window.scrollTop + window.clientHeight + MARGIN : Infinity;
  const inSight = (at) => at > top && at < bottom;
  const ways = [];
  for (const item of list.children) {
    const at = item.offsetTop;
    const was = before.get(item) ?? at;
    if (was !== at && (inSight(was) || inSight(at))) {
      ways.push([item, was - at]);
    }
  }
  const put = (left) => {
    for (const [item, way] of ways) {
      item.style.transform = left > 0 ? `translateY(${way * left}px)` : "";
    }
  };
  // the frame in which the rows change shows each where it was, and the one before the next change where it is
  let start = null;
  const step = (now) => {
    start ??= now;
    const left = Math.max(0, 1 - (now - start) / GLIDE_MILLIS) ** 2;
    put(left);
    requestAnimationFrame(left > 0 ? step : done);
  };
  if (ways.length > 0) {
    put(1);
    requestAnimationFrame(step);
  }
  return ways.length > 0;
}

const COLOURS = { gotham: "violet", metropolis: "cyan", capitol: "amber", dispatch: "green" };

/** Each node has a colour of its own, as far as there are any. */
export function colourOf(node) {
  return COLOURS[node] ?? "plain";
}
