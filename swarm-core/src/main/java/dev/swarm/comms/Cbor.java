package dev.swarm.comms;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * What writes and reads the values of users as CBOR. It is made when it is first needed: several hundred classes are
 * loaded for it, which takes longer than everything else at the start of a node. Any thread.
 */
public final class Cbor {

    /** Modules are looked for where the node was made; the thread that needs them first may see none. */
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    private volatile @Nullable ObjectMapper mapper;

    /** Returns it, always the same. */
    public ObjectMapper mapper() {
        ObjectMapper made = mapper;
        return made == null ? make() : made;
    }

    private synchronized ObjectMapper make() {
        ObjectMapper made = mapper;
        if (made == null) {
            made = CBORMapper.builder().findAndAddModules(loader).build();
            mapper = made;
        }
        return made;
    }
}
