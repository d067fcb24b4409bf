package dev.swarm.sample.hero;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes names for heroes that nobody else has used, or hardly anybody. */
public final class HeroNames {

    private static final List<String> FIRST = List.of(
            "Amber", "Atomic", "Azure", "Brave", "Bright", "Cobalt", "Comet", "Copper", "Crimson", "Crystal", "Dawn",
            "Electric", "Ember", "Emerald", "Falcon", "Flash", "Frost", "Ghost", "Golden", "Granite", "Indigo", "Iron",
            "Ivory", "Jade", "Lunar", "Magnetic", "Meteor", "Midnight", "Mighty", "Neon", "Night", "Nova", "Onyx",
            "Phantom", "Quantum", "Rapid", "Scarlet", "Shadow", "Silent", "Silver", "Solar", "Sonic", "Star", "Steel",
            "Storm", "Thunder", "Turbo", "Velvet", "Violet", "Wild");

    private static final List<String> SECOND = List.of(
            "Archer", "Arrow", "Badger", "Beacon", "Blade", "Bolt", "Captain", "Cat", "Comet", "Crane", "Defender",
            "Dragon", "Eagle", "Falcon", "Fox", "Guardian", "Hammer", "Hawk", "Heron", "Hornet", "Hunter", "Jaguar",
            "Knight", "Lance", "Lark", "Lynx", "Mantis", "Marvel", "Osprey", "Otter", "Owl", "Panther", "Pilot", "Puma",
            "Ranger", "Raven", "Rider", "Rocket", "Runner", "Sentinel", "Shield", "Spark", "Sparrow", "Spider", "Tiger",
            "Vortex", "Warden", "Wasp", "Wing", "Wolf");

    private HeroNames() {}

    /** Returns a name of two words. */
    public static String next(RandomGenerator chance) {
        String first = FIRST.get(chance.nextInt(FIRST.size()));
        String second = SECOND.get(chance.nextInt(SECOND.size()));
        return first.equals(second) ? next(chance) : first + " " + second;
    }
}
