package dev.swarm.sample.stage;

import dev.swarm.spring.SwarmMessageHandler;
import org.springframework.stereotype.Component;

/** Takes bombs from other nodes, and from this one. */
@Component
class BombHandler {

    private final StageHand hand;

    BombHandler(StageHand hand) {
        this.hand = hand;
    }

    @SwarmMessageHandler
    void onBomb(Bomb bomb) {
        hand.bomb();
    }
}
