package dev.swarm.sample.league;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.registry.StopMode;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.event.EventListener;

/**
 * Keeps the dead dead. When it is known that a hero is no more, nothing of it stays here: neither what a stale life
 * wrote, such as one on the other side of a split network, nor that life itself.
 */
final class Graveyard {

    private final HeroBoard board;
    private final SwarmRegistry registry;

    Graveyard(HeroBoard board, SwarmRegistry registry) {
        this.board = board;
        this.registry = registry;
    }

    @EventListener
    void onUpdate(EntityUpdated update) {
        String id = update.id();
        if (id.startsWith(HeroBoard.FALLEN)) {
            String heroId = id.substring(HeroBoard.FALLEN.length());
            if (board.find(heroId).isPresent()) {
                board.clear(heroId);
            }
            end(heroId);
        } else if (id.startsWith(HeroBoard.HERO)) {
            String heroId = id.substring(HeroBoard.HERO.length());
            if (board.fallen(heroId).isPresent()) {
                board.clear(heroId);
            }
        }
    }

    @EventListener
    void onName(NameRegistered registered) {
        if (registered.name().startsWith(HeroBoard.HERO)) {
            String heroId = registered.name().substring(HeroBoard.HERO.length());
            if (board.fallen(heroId).isPresent()) {
                end(heroId);
            }
        }
    }

    private void end(String heroId) {
        String name = HeroBoard.nameOf(heroId);
        if (registry.whereis(name).isPresent()) {
            // whoever cannot be stopped now is met again
            CompletableFuture<Void> unused = registry.stop(name, StopMode.NOW).exceptionally(error -> null);
        }
    }
}
