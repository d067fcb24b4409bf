package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;

/**
 * How much a data plane has under way; each is bounded.
 *
 * @param peers nodes it takes notice of
 * @param standing connections that stand
 * @param undecided connections of others that do not stand yet
 * @param dialled connections of its own that do not stand yet
 * @param queuedBytes messages that wait to be written
 * @param incomingBytes room for messages that have come in part
 */
public record PlaneLoad(int peers, int standing, int undecided, int dialled, long queuedBytes, long incomingBytes) {

    /** Returns the highest values that may ever be seen. */
    public static PlaneLoad most(PlaneConfig config) {
        PlaneConfig.Connections connections = config.connections();
        int peers = connections.most() + Neighbourhood.most(connections.meshNodes());
        long queued = 0;
        long incoming = 0;
        for (PlaneConfig.Lane lane : LaneBounds.of(config.lanes())) {
            queued += LaneQueue.most(lane);
            incoming += lane.messageBytes();
        }
        int standing = connections.most();
        return new PlaneLoad(peers, standing, connections.undecidedMost(), peers, peers * queued, standing * incoming);
    }

    static PlaneLoad of(Partners partners, Connections connections) {
        long queued = 0;
        for (Partner partner : partners.all()) {
            queued += partner.outgoing.queuedBytes();
        }
        long held = 0;
        for (Connection connection : connections.all()) {
            held += connection.heldBytes();
        }
        int peers = partners.all().size();
        return new PlaneLoad(
                peers, connections.standing(), connections.undecided(), connections.dialled(), queued, held);
    }

    /** Tells whether nothing is above the other's value. */
    public boolean isWithin(PlaneLoad bound) {
        return peers <= bound.peers
                && standing <= bound.standing
                && undecided <= bound.undecided
                && dialled <= bound.dialled
                && queuedBytes <= bound.queuedBytes
                && incomingBytes <= bound.incomingBytes;
    }
}
