// The cluster panel: nodes, how the links fare, and the buttons that do harm.

import { Keyed, clone, colourOf, element, setAttribute, setText } from "./dom.js";
import { part, send } from "./api.js";
import { flash } from "./flash.js";

const CITIES = ["gotham", "metropolis", "capitol"];
const STATUSES = ["healthy", "suspect", "down", "left"];

export class Cluster {
  /** @param look called with the web address of the node to look through */
  constructor(look) {
    this.look = look;
    this.view = null;
    this.drained = new Set();
    this.far = new Set();
    this.nodes = new Keyed(element("node-list"), (node) => node.name, (node) => this.make(node),
      (card, node, context) => this.draw(card, node, context));
    this.sides = new Keyed(element("sides"), (node) => node.name, (node) => this.makeSide(node),
      (button, node) => this.drawSide(button, node));
    element("split").onsubmit = (event) => {
      event.preventDefault();
      this.split();
    };
    // time passes without news from the node, too
    setInterval(() => this.view && this.drawDistances(), 500);
  }

  make(node) {
    const card = clone("node-template");
    card.querySelector(".buttons").setAttribute("aria-label", `What can be done to ${node.name}`);
    card.querySelector(".buttons").onclick = (event) => {
      const button = event.target.closest("button");
      if (button) {
        this.act(card.node, button.dataset.act, button);
      }
    };
    return card;
  }

  async act(node, act, button) {
    if (act === "look") {
      this.look(node.webAddress);
      return;
    }
    button.disabled = true;
    if (act === "bomb") {
      await send("POST", `cities/${part(node.name)}/bomb`);
    } else if (act === "drain" && this.drained.has(node.name)) {
      if (await send("POST", `stage/nodes/${part(node.name)}/undrain`)) {
        this.drained.delete(node.name);
        flash(`${node.name} takes heroes again`, "good");
      }
    } else if (await send("POST", `stage/nodes/${part(node.name)}/${act}`)) {
      this.acted(node.name, act);
    }
    button.disabled = false;
    if (card(button)?.node) {
      this.draw(card(button), card(button).node, this.context());
    }
  }

  acted(name, act) {
    if (act === "drain") {
      this.drained.add(name);
      flash(`${name} has given its heroes away, with all they have been through`, "good");
    } else if (act === "pause") {
      flash(`${name} stands still for 12 seconds`, "news");
    } else if (act === "start") {
      flash(`${name} is started again`, "good");
    }
  }

  context() {
    return [this.view.self, this.view.term, this.view.stage, [...this.drained]];
  }

  show(view) {
    this.view = view;
    if (view.stage.draining) {
      this.drained.add(view.self);
    } else {
      this.drained.delete(view.self);
    }
    view.nodes.filter((node) => node.status === "down").forEach((node) => this.drained.delete(node.name));
    const order = [...view.nodes].sort((a, b) => a.name.localeCompare(b.name));
    this.nodes.show(order, this.context());
    this.sides.show(order.filter((node) => !node.guest && node.status !== "left"), [view.stage.cut]);
    this.showCounts(view.nodes);
    this.showSplit(view);
    this.drawDistances();
  }

  draw(card, node) {
    const { self, term, stage } = this.view;
    const field = (name) => card.querySelector(`[data-field="${name}"]`);
    card.node = node;
    card.dataset.status = node.status;
    card.dataset.node = node.name;
    card.dataset.colour = colourOf(node.name);
    card.dataset.role = node.role;
    setText(card.querySelector("h3"), node.name);
    const commands = node.role === "commander" && node.status !== "down" && node.status !== "left";
    card.querySelector(".crown").style.visibility = commands ? "visible" : "hidden";
    setText(field("badge"), node.name === self ? "you are here" : node.guest ? "guest" : "");
    const status = field("status");
    status.dataset.state = node.status;
    setText(status, node.status);
    setText(field("role"), commands && term ? `${node.role}, term …${String(term).slice(-6)}` : node.role);
    setAttribute(field("role"), "title", commands && term ? `term ${term}` : "");
    const link = node.link;
    setText(field("link"), !link ? "this node" : link.lossPercent > 0 && link.quality !== "disconnected" ? `${link.quality}, ${link.lossPercent} % lost` : link.quality);
    field("link").dataset.quality = link ? link.quality : "none";
    setText(field("heroes"), String(node.heroes));
    const last = link?.history.at(-1);
    setText(field("rtt"), last === undefined ? " " : `${last.toFixed(1)} ms`);
    drawSpark(card.querySelector(".spark"), link ? link.history : [], node.name);
    this.drawButtons(card, node, self, stage);
  }

  drawButtons(card, node, self, stage) {
    const gone = node.status === "down" || node.status === "left";
    const show = (act, visible, label) => {
      const button = card.querySelector(`[data-act=${act}]`);
      button.hidden = !visible;
      if (label) {
        setText(button, label);
      }
      setAttribute(button, "aria-label", `${button.textContent} ${node.name}`);
    };
    show("look", !gone && node.name !== self && Boolean(node.webAddress));
    show("drain", stage.open && !gone, this.drained.has(node.name) ? "Undrain" : "Drain");
    show("pause", stage.open && stage.launcher && !gone);
    show("bomb", !gone && CITIES.includes(node.name));
    show("kill", stage.open && !gone);
    show("start", stage.open && stage.launcher && gone);
  }

  drawDistances() {
    for (const node of this.view.nodes) {
      const entry = this.nodes.known.get(node.name);
      if (entry) {
        const field = entry.node.querySelector("[data-field=distance]");
        const [text, level] = distance(node, this.view);
        setText(field, text);
        field.dataset.level = level;
      }
    }
  }

  makeSide(node) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "side";
    button.onclick = () => {
      if (!this.far.delete(node.name)) {
        this.far.add(node.name);
      }
      this.drawSide(button, node);
      this.showSplit(this.view);
    };
    return button;
  }

  drawSide(button, node) {
    button.dataset.colour = colourOf(node.name);
    setText(button, node.name);
    button.setAttribute("aria-pressed", String(this.far.has(node.name)));
  }

  async split() {
    const names = this.view.nodes.filter((node) => !node.guest).map((node) => node.name);
    const healing = this.view.stage.cut.length > 0;
    const far = names.filter((name) => this.far.has(name));
    const near = names.filter((name) => !this.far.has(name));
    if (!healing && (far.length === 0 || near.length === 0)) {
      flash("Choose one to three nodes for the other side first", "news");
      return;
    }
    const button = element("split-button");
    button.disabled = true;
    if (await send("POST", "stage/split", healing ? [names] : [near, far])) {
      flash(healing ? "The network is whole again" : `Split: ${near.join(", ")} | ${far.join(", ")}`, healing ? "good" : "bad");
    }
    button.disabled = false;
  }

  showSplit(view) {
    const cut = view.stage.cut;
    element("split").hidden = !view.stage.open;
    element("split").dataset.cut = String(cut.length > 0);
    setText(element("split-button"), cut.length > 0 ? "Heal" : "Split");
    const far = view.nodes.map((node) => node.name).filter((name) => this.far.has(name));
    setText(element("split-said"), cut.length > 0
      ? `${view.self} is cut off from ${cut.join(", ")}. Both sides go on.`
      : far.length > 0 ? `${far.join(", ")} will be cut off from the others.` : "Choose who is cut off from the others.");
    for (const button of element("sides").children) {
      button.disabled = cut.length > 0;
    }
  }

  showCounts(nodes) {
    const texts = STATUSES.map((status) => [status, nodes.filter((node) => node.status === status).length])
      .filter(([, count]) => count > 0);
    const list = element("counts");
    const now = JSON.stringify(texts);
    if (this.counts !== now) {
      this.counts = now;
      list.replaceChildren(...texts.map(([status, count]) => {
        const item = document.createElement("li");
        item.className = "state";
        item.dataset.state = status;
        item.textContent = `${count} ${status}`;
        return item;
      }));
    }
  }
}

const card = (button) => button.closest(".node");

/** How far a node's knowledge is away from what is seen here. */
function distance(node, view) {
  if (node.name === view.self) {
    return ["by itself", "none"];
  }
  if (node.status === "down" || node.status === "left") {
    return [node.distance?.since ? `no, ${age(node.distance.since)}` : "unknown", "bad"];
  }
  if (!node.distance) {
    return ["not known yet", "none"];
  }
  if (!node.distance.inStep) {
    return [`no, ${age(node.distance.since)}`, "bad"];
  }
  const lag = node.distance.lagMs;
  return [lag === undefined || lag === null ? "yes" : `yes, ${lag < 1 ? "< 1" : lag} ms late`, "good"];
}

function age(iso) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function drawSpark(svg, history, name) {
  const line = svg.firstElementChild;
  const top = Math.max(0.5, ...history);
  const step = 120 / 59;
  const start = 120 - (history.length - 1) * step;
  const points = history.map((ms, index) => `${(start + index * step).toFixed(1)},${(37 - (ms / top) * 34).toFixed(1)}`);
  setAttribute(line, "points", points.join(" "));
  setAttribute(svg, "aria-label", history.length > 0
    ? `round-trip times to ${name}, at most ${top.toFixed(1)} ms` : `no round-trip times of ${name}`);
}
