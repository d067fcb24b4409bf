package dev.swarm.registry.mail;

import dev.swarm.crdt.Utf8;
import java.util.regex.Pattern;

/**
 * Names with their scope: {@code scope//name}, or the name alone. A name without scope must not look like one with, so
 * names of different scopes never meet. Groups are treated alike.
 */
public final class Names {

    private static final String SEPARATOR = "//";
    private static final int NAME_BYTES = 900;
    private static final int TYPE_BYTES = 200;
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SCOPE_LENGTH = 64;

    private Names() {}

    /**
     * Returns a name with its scope, which may be empty.
     *
     * @throws IllegalArgumentException if it is no name
     */
    public static String full(String scope, String name) {
        return join(scope, requireText("name", name, NAME_BYTES));
    }

    /**
     * Returns a group with its scope, which may be empty.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String group(String scope, String group) {
        return join(scope, requireText("group", group, TYPE_BYTES));
    }

    /**
     * Checks a scope.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String requireScope(String scope) {
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException(
                    "A scope must have 1 to 64 letters, digits, dots, dashes or underscores, not '" + scope + "'");
        }
        return scope;
    }

    /**
     * Checks the type of a worker.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String requireType(String type) {
        return requireText("worker type", type, TYPE_BYTES);
    }

    /** Returns the scope of a full name, empty for none. */
    public static String scopeOf(String full) {
        int length = scopeLength(full);
        return length == 0 ? "" : full.substring(0, length);
    }

    /** Returns a full name without its scope. */
    public static String withoutScope(String full) {
        String scope = scopeOf(full);
        return scope.isEmpty() ? full : full.substring(scope.length() + SEPARATOR.length());
    }

    /** Returns with what the full names of a scope begin; those without one may begin with anything. */
    public static String prefix(String scope) {
        return scope.isEmpty() ? "" : scope + SEPARATOR;
    }

    /** Tells whether a full name is one of a scope. */
    public static boolean isIn(String scope, String full) {
        int length = scopeLength(full);
        return length == scope.length() && full.startsWith(scope);
    }

    private static String join(String scope, String text) {
        if (scope.isEmpty() && scopeLength(text) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' looks like something in a scope; use the registry of that scope");
        }
        return scope.isEmpty() ? text : prefix(scope) + text;
    }

    /** Returns how long the scope is with which a full name begins, 0 for none; asked for with each look-up. */
    private static int scopeLength(String full) {
        int length = full.indexOf(SEPARATOR);
        if (length < 1 || length > SCOPE_LENGTH) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            char letter = full.charAt(i);
            boolean isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
            if (!isLetter && !(letter >= '0' && letter <= '9') && "._-".indexOf(letter) < 0) {
                return 0;
            }
        }
        return length;
    }

    private static String requireText(String what, String text, int mostBytes) {
        int length = Utf8.length(text);
        if (length < 1 || length > mostBytes || Utf8.hasControl(text)) {
            throw new IllegalArgumentException("A " + what + " must have 1 to " + mostBytes
                    + " bytes in UTF-8 and no control characters, not '" + text + "'");
        }
        return text;
    }
}
