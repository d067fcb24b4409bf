// The tactical map: one canvas, drawn anew for each frame as long as something moves. Measures 1000 by 600.

import { colourOf, element, setText } from "./dom.js";
import { drawCity, drawLabel, drawLand, drawLinks, drawRift, drawSweep, palette } from "./scenery.js";
import { Effects } from "./effects.js";

export const WIDTH = 1000;
export const HEIGHT = 600;

const PIN_RADIUS = 16;
const STEP = 20;
const NAMES_UP_TO = 40;
const HQ = "dispatch";

/** A number between 0 and 1 that belongs to a text. */
function noise(text) {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  }
  return (hash >>> 0) / 4294967296;
}

export class TacticalMap {
  /** @param act has add(x, y) and remove(id) for waypoints */
  constructor(act) {
    this.act = act;
    this.canvas = element("map");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.heroes = new Map();
    this.places = [];
    this.waypoints = [];
    this.nodes = new Map();
    this.cut = [];
    this.self = null;
    this.cursor = null;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.effects = new Effects(this.still);
    this.colours = palette();
    this.frames = 0;
    this.listen();
    this.last = performance.now();
    requestAnimationFrame((now) => this.frame(now));
  }

  listen() {
    new ResizeObserver(([entry]) => this.resize(entry.contentRect)).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = palette();
      this.paintGround();
    });
    this.canvas.addEventListener("click", (event) => this.onClick(event));
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
    this.canvas.addEventListener("focus", () => {
      if (this.canvas.matches(":focus-visible")) {
        this.cursor ??= { x: WIDTH / 2, y: HEIGHT / 2 };
      }
    });
    this.canvas.addEventListener("blur", () => {
      this.cursor = null;
    });
  }

  resize({ width }) {
    // the only place that measures: never in a frame
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(width * ratio * (HEIGHT / WIDTH));
    this.scale = this.canvas.width / WIDTH;
    // on a small screen everything is drawn larger in proportion
    this.size = Math.min(2.1, Math.max(1, 640 / width));
    this.paintGround();
  }

  /** What never moves is painted once. */
  paintGround() {
    this.ground = document.createElement("canvas");
    this.ground.width = this.canvas.width;
    this.ground.height = this.canvas.height;
    const context = this.ground.getContext("2d", { alpha: false });
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    drawLand(context, this.colours);
  }

  showNodes(view) {
    this.self = view.self;
    this.cut = view.stage.cut;
    for (const node of view.nodes) {
      const before = this.nodes.get(node.name);
      const place = this.placeOf(node.name);
      if (before && place && before.status !== node.status) {
        if (node.status === "down") {
          this.effects.ring(place, "bad", 90);
        } else if (node.status === "healthy") {
          this.effects.ring(place, "good", 90);
        }
      }
    }
    this.nodes = new Map(view.nodes.map((node) => [node.name, node]));
  }

  placeOf(name) {
    return this.places.find((place) => place.name === (name === HQ ? "home" : name));
  }

  showWorld(world) {
    this.places = world.places;
    this.waypoints = world.waypoints;
    const seen = new Set();
    for (const hero of world.heroes) {
      seen.add(hero.id);
      this.showHero(hero);
    }
    for (const [id, hero] of this.heroes) {
      if (!seen.has(id)) {
        this.effects.ring(hero, "bad", 26);
        this.heroes.delete(id);
      }
    }
    const empty = world.heroes.length === 0;
    if (element("map-empty").hidden === empty) {
      element("map-empty").hidden = !empty;
    }
  }

  showHero(hero) {
    const known = this.heroes.get(hero.id);
    if (!known) {
      const chance = noise(hero.id);
      this.heroes.set(hero.id, { ...hero, tx: hero.x, ty: hero.y, px: hero.x, py: hero.y, chance, angle: 0, hurt: 0 });
      return;
    }
    if (hero.health < known.health) {
      known.hurt = 1;
      this.effects.burst(known, known.health - hero.health);
    } else if (hero.health > known.health) {
      this.effects.ring(known, "good", 22);
    }
    if (hero.node !== known.node) {
      this.effects.beam(this.placeOf(known.node), known, colourOf(hero.node));
    }
    Object.assign(known, {
      name: hero.name, node: hero.node, location: hero.location, patrolling: hero.patrolling,
      health: hero.health, tx: hero.x, ty: hero.y,
    });
  }

  /** Shows that a city was bombed. */
  explode(name) {
    const place = this.placeOf(name);
    if (place) {
      this.effects.explode(place);
    }
  }

  frame(now) {
    requestAnimationFrame((next) => this.frame(next));
    const seconds = Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    this.frames += 1;
    if (this.scale && !document.hidden) {
      this.draw(now, seconds);
    }
  }

  /** Draws one frame; nothing here asks for the layout. */
  draw(now, seconds) {
    const context = this.context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.ground, 0, 0);
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    const look = { context, colours: this.colours, size: this.size, now, still: this.still.matches };
    drawSweep(look, this.placeOf(this.self));
    drawLinks(look, this);
    drawRift(look, this);
    const cities = this.places.map((place) => [place, this.nodes.get(place.name === "home" ? HQ : place.name)]);
    cities.forEach(([place, node]) => drawCity(look, place, node));
    this.drawWaypoints(look);
    this.moveHeroes(seconds, now);
    this.drawHeroes(look);
    cities.forEach(([place, node]) => drawLabel(look, place, node, node?.name === this.self));
    this.effects.draw(look, seconds);
    this.drawCursor();
  }

  moveHeroes(seconds, now) {
    const still = this.still.matches;
    const share = 1 - Math.exp(-seconds * 1.7);
    for (const hero of this.heroes.values()) {
      hero.hurt = Math.max(0, hero.hurt - seconds * 1.5);
      if (still) {
        hero.px = hero.tx;
        hero.py = hero.ty;
        hero.angle = -Math.PI / 2;
        hero.x = hero.px;
        hero.y = hero.py;
        continue;
      }
      const dx = hero.tx - hero.px;
      const dy = hero.ty - hero.py;
      hero.px += dx * share;
      hero.py += dy * share;
      const turn = now / 1000 * (hero.patrolling ? 1.5 : 0.5) + hero.chance * 6.283;
      const reach = hero.patrolling ? 11 : 2.5;
      const x = hero.px + Math.cos(turn) * reach;
      const y = hero.py + Math.sin(turn * 1.3) * reach * 0.7;
      if (Math.abs(x - hero.x) + Math.abs(y - hero.y) > 0.02) {
        hero.angle = Math.atan2(y - hero.y, x - hero.x);
      }
      hero.speed = Math.hypot(dx, dy);
      hero.x = x;
      hero.y = y;
    }
  }

  drawHeroes({ context, colours, size, still }) {
    const body = (this.heroes.size > 60 ? 5.5 : 7.5) * size;
    for (const hero of this.heroes.values()) {
      const colour = colours.node[colourOf(hero.node)];
      if (!still && hero.speed > 12) {
        const tail = Math.min(46, hero.speed * 0.45);
        context.strokeStyle = colour;
        context.globalAlpha = 0.35;
        context.lineWidth = 2.4 * size;
        context.beginPath();
        context.moveTo(hero.x, hero.y);
        context.lineTo(hero.x - Math.cos(hero.angle) * tail, hero.y - Math.sin(hero.angle) * tail);
        context.stroke();
        context.globalAlpha = 1;
      }
      this.drawBody(hero, colour, body);
    }
    if (this.heroes.size <= NAMES_UP_TO) {
      this.drawNames(body);
    }
  }

  /** Names that would lie over others are left out; the table has them all. */
  drawNames(body) {
    const { context, colours, size } = this;
    const drawn = [];
    context.font = `600 ${11 * size}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = colours.ground;
    context.fillStyle = colours.text;
    for (const hero of this.heroes.values()) {
      // no measuring of texts in a frame: about as wide as so many letters are
      const wide = hero.name.length * 3.3 * size;
      const y = hero.y + body * 1.9 + 9 * size;
      const free = drawn.every((other) => Math.abs(other.y - y) > 12 * size || Math.abs(other.x - hero.x) > other.wide + wide);
      if (free) {
        drawn.push({ x: hero.x, y, wide });
        context.strokeText(hero.name, hero.x, y);
        context.fillText(hero.name, hero.x, y);
      }
    }
    context.textAlign = "start";
  }

  drawBody(hero, colour, body) {
    const { context, colours } = this;
    const cos = Math.cos(hero.angle) * body;
    const sin = Math.sin(hero.angle) * body;
    // a ring as long as the health, and in it the hero
    context.lineWidth = body * 0.32;
    context.strokeStyle = colours.faint;
    context.beginPath();
    context.arc(hero.x, hero.y, body * 1.45, 0, 6.2832);
    context.stroke();
    context.strokeStyle = hero.health > 60 ? colours.good : hero.health > 25 ? colours.middle : colours.bad;
    context.beginPath();
    context.arc(hero.x, hero.y, body * 1.45, -1.5708, -1.5708 + 6.2832 * hero.health / 100);
    context.stroke();
    context.fillStyle = hero.hurt > 0 && Math.floor(hero.hurt * 12) % 2 === 1 ? colours.text : colour;
    context.beginPath();
    context.moveTo(hero.x + cos, hero.y + sin);
    context.lineTo(hero.x - cos * 0.8 - sin * 0.75, hero.y - sin * 0.8 + cos * 0.75);
    context.lineTo(hero.x - cos * 0.35, hero.y - sin * 0.35);
    context.lineTo(hero.x - cos * 0.8 + sin * 0.75, hero.y - sin * 0.8 - cos * 0.75);
    context.closePath();
    context.fill();
  }

  drawWaypoints({ context, colours, size, now, still }) {
    for (const mark of this.waypoints) {
      const pulse = still ? 0.5 : (now / 1400 + noise(mark.id)) % 1;
      context.strokeStyle = colours.pin;
      context.globalAlpha = 1 - pulse;
      context.lineWidth = 2;
      context.beginPath();
      context.ellipse(mark.x, mark.y, 6 + pulse * 20 * size, 3 + pulse * 11 * size, 0, 0, 6.2832);
      context.stroke();
      context.globalAlpha = 1;
      const r = 7 * size;
      context.fillStyle = colours.pin;
      context.beginPath();
      context.moveTo(mark.x, mark.y);
      context.quadraticCurveTo(mark.x - r * 1.2, mark.y - r * 1.5, mark.x - r, mark.y - r * 2.3);
      context.arc(mark.x, mark.y - r * 2.3, r, Math.PI, 0);
      context.quadraticCurveTo(mark.x + r * 1.2, mark.y - r * 1.5, mark.x, mark.y);
      context.fill();
      context.fillStyle = colours.ground;
      context.beginPath();
      context.arc(mark.x, mark.y - r * 2.3, r * 0.42, 0, 6.2832);
      context.fill();
      context.fillStyle = colours.text;
      context.font = `600 ${12 * size}px system-ui, sans-serif`;
      context.textAlign = "center";
      context.fillText(mark.label, mark.x, mark.y + 16 * size);
      context.textAlign = "start";
    }
  }

  drawCursor() {
    if (this.cursor) {
      const { x, y } = this.cursor;
      this.context.strokeStyle = this.colours.text;
      this.context.lineWidth = 2;
      this.context.beginPath();
      this.context.arc(x, y, 12, 0, 6.2832);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        this.context.moveTo(x + dx * 6, y + dy * 6);
        this.context.lineTo(x + dx * 22, y + dy * 22);
      }
      this.context.stroke();
    }
  }

  onClick(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    this.toggle(x, y, PIN_RADIUS * this.size);
  }

  toggle(x, y, radius) {
    const hit = this.nearest(x, y, radius);
    if (hit) {
      this.act.remove(hit.id);
      setText(element("map-said"), `waypoint ${hit.label} removed`);
    } else {
      this.act.add(Math.round(x), Math.round(y));
      setText(element("map-said"), `waypoint dropped at ${Math.round(x)}, ${Math.round(y)}`);
    }
  }

  /** The pin is above the place that it marks. */
  nearest(x, y, radius) {
    const far = (mark) => Math.min(Math.hypot(mark.x - x, mark.y - y), Math.hypot(mark.x - x, mark.y - radius - y));
    return this.waypoints.filter((mark) => far(mark) <= radius).sort((a, b) => far(a) - far(b))[0];
  }

  onKey(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    this.cursor ??= { x: WIDTH / 2, y: HEIGHT / 2 };
    const { x, y } = this.cursor;
    if (move) {
      const step = event.shiftKey ? STEP * 4 : STEP;
      this.cursor = {
        x: Math.max(0, Math.min(WIDTH, x + move[0] * step)),
        y: Math.max(0, Math.min(HEIGHT, y + move[1] * step)),
      };
      setText(element("map-said"), `${this.cursor.x}, ${this.cursor.y}`);
    } else if (event.key === "Enter" || event.key === " ") {
      this.act.add(x, y);
      setText(element("map-said"), `waypoint dropped at ${x}, ${y}`);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      const hit = this.nearest(x, y, 60);
      if (hit) {
        this.act.remove(hit.id);
        setText(element("map-said"), `waypoint ${hit.label} removed`);
      }
    } else {
      return;
    }
    event.preventDefault();
  }
}
