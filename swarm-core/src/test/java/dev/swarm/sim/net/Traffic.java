package dev.swarm.sim.net;

/** What crossed one address since the start of the run, whichever process held it. */
public final class Traffic {

    private long datagramsSent;
    private long datagramsReceived;
    private long datagramBytesSent;
    private long datagramBytesReceived;
    private long streamsDialled;
    private long streamBytesSent;
    private long streamBytesReceived;

    Traffic() {}

    void sentDatagram(int bytes) {
        datagramsSent++;
        datagramBytesSent += bytes;
    }

    void receivedDatagram(int bytes) {
        datagramsReceived++;
        datagramBytesReceived += bytes;
    }

    void dialled() {
        streamsDialled++;
    }

    void sentOnStream(int bytes) {
        streamBytesSent += bytes;
    }

    void receivedOnStream(int bytes) {
        streamBytesReceived += bytes;
    }

    /** Returns how many datagrams were handed to the network, lost ones included. */
    public long datagramsSent() {
        return datagramsSent;
    }

    /** Returns how many datagrams arrived, duplicates included. */
    public long datagramsReceived() {
        return datagramsReceived;
    }

    /** Returns the bytes of the datagrams handed to the network. */
    public long datagramBytesSent() {
        return datagramBytesSent;
    }

    /** Returns the bytes of the datagrams that arrived. */
    public long datagramBytesReceived() {
        return datagramBytesReceived;
    }

    /** Returns how many streams were dialled from here. */
    public long streamsDialled() {
        return streamsDialled;
    }

    /** Returns the bytes written to streams. */
    public long streamBytesSent() {
        return streamBytesSent;
    }

    /** Returns the bytes read from streams. */
    public long streamBytesReceived() {
        return streamBytesReceived;
    }
}
