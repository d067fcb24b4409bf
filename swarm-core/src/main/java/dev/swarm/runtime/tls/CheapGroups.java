package dev.swarm.runtime.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys are agreed on elliptic curves only. In the groups of finite fields (RFC 7919) one agreement takes up to a tenth
 * of a second, and a stranger who has proved nothing yet could ask for that as often as it likes. All that is weak is
 * left to the constraints of this Java, which hold as well.
 */
final class CheapGroups implements AlgorithmConstraints {

    private static final String FINITE_FIELD = "ffdhe";

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !algorithm.toLowerCase(Locale.ROOT).startsWith(FINITE_FIELD);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
