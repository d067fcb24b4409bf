package dev.swarm.engine.monitor;

import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * All contacts, and the round in which the live ones are asked. A small cluster keeps its order, so that each is asked
 * once an interval; a large one is shuffled after each round. Newcomers are next.
 */
final class Contacts {

    private final Map<NodeId, Contact> byName = new LinkedHashMap<>();
    private final List<Contact> round = new ArrayList<>();
    private final SplittableRandom random;
    private int cursor;

    Contacts(SplittableRandom random) {
        this.random = random;
    }

    @Nullable
    Contact get(NodeId id) {
        return byName.get(id);
    }

    Collection<Contact> all() {
        return byName.values();
    }

    /** Adds a live one, in place of the one of that name if there is one. */
    void add(Contact contact) {
        Contact before = byName.put(contact.id, contact);
        if (before != null) {
            leaveRound(before);
        }
        round.add(cursor, contact);
    }

    /** It is not asked any more. */
    void leaveRound(Contact contact) {
        int at = round.indexOf(contact);
        if (at >= 0) {
            round.remove(at);
            cursor -= at < cursor ? 1 : 0;
        }
    }

    /** It is forgotten. */
    void remove(Contact contact) {
        byName.remove(contact.id, contact);
        leaveRound(contact);
    }

    /** Tells whether it is still the contact of its name. */
    boolean isCurrent(Contact contact) {
        return byName.get(contact.id) == contact;
    }

    /** Returns how many are asked. */
    int asked() {
        return round.size();
    }

    /** Returns whose turn it is, {@code null} if there is nobody. */
    @Nullable
    Contact next(boolean shuffled) {
        if (cursor >= round.size()) {
            cursor = 0;
            if (shuffled) {
                shuffle();
            }
        }
        return round.isEmpty() ? null : round.get(cursor++);
    }

    /** Returns any one that is asked, {@code null} if there is nobody. */
    @Nullable
    Contact any() {
        return round.isEmpty() ? null : round.get(random.nextInt(round.size()));
    }

    private void shuffle() {
        for (int last = round.size() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            Contact swapped = round.get(last);
            round.set(last, round.get(other));
            round.set(other, swapped);
        }
    }
}
