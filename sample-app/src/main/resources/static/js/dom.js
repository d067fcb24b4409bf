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
  }

  show(items, context) {
    const seen = new Set();
    const wanted = items.map((item) => {
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
    arrange(this.list, wanted);
  }
}

/** Makes the children of a list exactly these elements, in this order, moving only what is out of place. */
function arrange(list, wanted) {
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

const COLOURS = { gotham: "violet", metropolis: "cyan", capitol: "amber", dispatch: "green" };

/** Each node has a colour of its own, as far as there are any. */
export function colourOf(node) {
  return COLOURS[node] ?? "plain";
}
