package dev.swarm.sample.league;

import dev.swarm.api.TacticalOverlay;
import dev.swarm.sample.hero.Tempo;
import java.util.concurrent.CompletableFuture;

/** The tempo of all cities, the same on all nodes once somebody has turned it. Any thread. */
public final class TempoDial {

    private static final String ID = "setting:tempo";

    private final TacticalOverlay overlay;
    private final Tempo usual;

    TempoDial(TacticalOverlay overlay, Tempo usual) {
        this.overlay = overlay;
        this.usual = usual;
    }

    /** Returns the tempo at the moment. */
    public Tempo tempo() {
        return overlay.entity(ID)
                .flatMap(entity -> HeroBoard.read(entity, TempoSetting.class))
                .map(TempoSetting::tempo)
                .orElse(usual);
    }

    /** Turns it, for all cities. */
    public CompletableFuture<Void> turn(Tempo tempo) {
        return overlay.updateEntity(
                ID, new TempoSetting(tempo.patrol().toMillis(), tempo.fight().toMillis()));
    }
}
