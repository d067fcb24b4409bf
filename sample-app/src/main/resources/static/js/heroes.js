// The table of heroes.

import { Keyed, clone, colourOf, element, setText } from "./dom.js";
import { part, send } from "./api.js";

const LOCATIONS = ["home", "gotham", "metropolis", "capitol"];

export class Heroes {
  constructor() {
    this.rows = new Keyed(element("hero-rows"), (hero) => hero.id, (hero) => this.make(hero),
      (row, hero) => this.draw(row, hero));
  }

  make(hero) {
    const row = clone("hero-template");
    row.dataset.id = hero.id;
    const select = row.querySelector("select");
    for (const location of LOCATIONS) {
      select.add(new Option(location, location));
    }
    select.onchange = () => this.assign(row, hero.id, select);
    const end = row.querySelector("[data-act=terminate]");
    end.onclick = () => this.terminate(hero.id, end);
    return row;
  }

  async assign(row, id, select) {
    select.disabled = true;
    const done = await send("PUT", `heroes/${part(id)}/location`, { location: select.value });
    select.disabled = false;
    if (done) {
      row.classList.add("changed");
      setTimeout(() => row.classList.remove("changed"), 1200);
      this.draw(row, done);
    } else if (row.hero) {
      select.value = row.hero.location;
    }
  }

  async terminate(id, button) {
    button.disabled = true;
    if (!(await send("DELETE", `heroes/${part(id)}`))) {
      button.disabled = false;
    }
  }

  draw(row, hero) {
    row.hero = hero;
    const field = (name) => row.querySelector(`[data-field="${name}"]`);
    setText(field("name"), hero.name);
    row.querySelector(".dot").dataset.colour = colourOf(hero.node);
    const duty = field("duty");
    setText(duty, hero.patrolling ? "Patrolling" : "Idle");
    duty.dataset.on = String(hero.patrolling);
    const select = field("location");
    select.setAttribute("aria-label", `Location of ${hero.name}`);
    if (!select.disabled && select.value !== hero.location) {
      select.value = hero.location;
    }
    const bar = row.querySelector(".bar");
    bar.dataset.level = hero.health > 60 ? "high" : hero.health > 25 ? "middle" : "low";
    bar.firstElementChild.style.transform = `scaleX(${hero.health / 100})`;
    setText(field("health"), String(hero.health));
    setText(field("fights"), String(hero.fights));
    const node = field("node");
    setText(node, hero.node);
    row.dataset.away = String(hero.location !== "home" && hero.location !== hero.node);
    row.querySelector("[data-act=terminate]").setAttribute("aria-label", `Terminate ${hero.name}`);
  }

  show(heroes) {
    const sorted = [...heroes].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    this.rows.show(sorted);
    const out = heroes.filter((hero) => hero.patrolling).length;
    setText(element("hero-count"), heroes.length === 0 ? "none" : `${heroes.length}, ${out} on patrol`);
    element("no-heroes").hidden = heroes.length > 0;
  }
}
