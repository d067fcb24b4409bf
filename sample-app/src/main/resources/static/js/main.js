// Ties the parts of the page to the stream of one node, and to another one when that is gone.

import { element, setText, setAttribute, Keyed } from "./dom.js";
import { part, send, useBase } from "./api.js";
import { flash } from "./flash.js";
import { Cluster } from "./cluster.js";
import { Heroes } from "./heroes.js";
import { Stream } from "./stream.js";
import { TacticalMap } from "./map.js";
import { Timeline } from "./timeline.js";

const SIGNS = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima"];

let waypoints = [];
let self = null;

const heroes = new Heroes();
const timeline = new Timeline();
const map = new TacticalMap({
  add(x, y) {
    const used = new Set(waypoints.map((mark) => mark.label));
    const label = SIGNS.find((sign) => !used.has(sign)) ?? `Mark ${waypoints.length + 1}`;
    return send("POST", "waypoints", { x, y, label });
  },
  remove: (id) => send("DELETE", `waypoints/${part(id)}`),
});

const chips = new Keyed(element("waypoints"), (mark) => mark.id, () => {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  item.append(words, button);
  return item;
}, (item, mark) => {
  setText(item.firstChild, mark.by ? `${mark.label} · ${mark.by}` : mark.label);
  setAttribute(item.lastChild, "aria-label", `Remove waypoint ${mark.label}`);
  item.lastChild.onclick = () => send("DELETE", `waypoints/${part(mark.id)}`);
});

const stream = new Stream({ nodes: showNodes, world: showWorld, events: showEvents }, showConnection);
const cluster = new Cluster((address) => stream.look(address));
useBase(() => stream.base);

function showNodes(view) {
  const moved = self !== null && self !== view.self;
  if (moved) {
    flash(`The page goes on, as ${view.self} sees it`, "good");
  }
  self = view.self;
  const commander = view.nodes.find((node) => node.role === "commander" && ["healthy", "suspect"].includes(node.status));
  setText(element("viewpoint"), `Dispatches, as ${view.self} sees it; ${commander ? `${commander.name} commands` : "nobody commands"}`);
  document.title = `${view.self} · Superhero Cluster`;
  document.body.dataset.self = view.self;
  stream.know(view.nodes
    .filter((node) => node.name !== view.self && node.status !== "left" && node.webAddress)
    .sort((a, b) => rank(a) - rank(b))
    .map((node) => node.webAddress.replace(/\/$/, "")));
  showTempo(view.patrolMillis);
  map.showNodes(view);
  cluster.show(view);
}

/** Those that are well are tried first. */
const rank = (node) => ["healthy", "suspect", "down"].indexOf(node.status);

function showTempo(millis) {
  const select = element("tempo");
  if (document.activeElement !== select && Number(select.value) !== millis) {
    if (![...select.options].some((option) => Number(option.value) === millis)) {
      select.add(new Option(`${millis / 1000} s`, String(millis)));
    }
    select.value = String(millis);
  }
}

function showWorld(world) {
  waypoints = world.waypoints;
  map.showWorld(world);
  heroes.show(world.heroes);
  chips.show(world.waypoints);
}

function showEvents(events) {
  for (const event of timeline.show(events)) {
    if (event.kind === "bomb") {
      map.explode(event.text.split(" ")[0]);
    }
  }
}

function showConnection(state, address) {
  const connection = element("connection");
  if (connection.dataset.state === state && state !== "connecting") {
    return;
  }
  connection.dataset.state = state;
  document.body.dataset.connection = state;
  const host = address.replace(/^https?:\/\//, "");
  setText(connection, state === "live" ? "live" : state === "lost" ? "connection lost" : `trying ${host}`);
  if (state === "lost") {
    timeline.reset();
    setText(element("announcer"), "The connection to this node is lost; trying another one.");
  }
}

async function press(button, act) {
  button.disabled = true;
  await act();
  button.disabled = false;
}

element("create").onclick = (event) => press(event.currentTarget, () => send("POST", "heroes"));
element("create-ten").onclick = (event) =>
  press(event.currentTarget, () => Promise.all(Array.from({ length: 10 }, () => send("POST", "heroes"))));
element("destroy").onclick = (event) => press(event.currentTarget, () => send("POST", "cities/random/bomb"));
element("tempo").onchange = (event) => {
  const millis = Number(event.target.value);
  send("PUT", "tempo", { patrolMillis: millis, fightMillis: millis });
};
// for curious people and tests
window.superheroes = { map, stream };
