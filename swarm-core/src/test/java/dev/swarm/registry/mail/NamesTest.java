package dev.swarm.registry.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final Pattern SCOPED = Pattern.compile("([A-Za-z0-9._-]{1,64})//.*", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device-7",
                "eu//device-7",
                "e-U.1_//",
                "//device",
                "a/b//c",
                "a//b//c",
                "a///b",
                "a/b",
                "é//b",
                "a b//c",
                "eu//line\nbreak",
                "a:b//c",
                "Z9//x",
                "@//x",
                "[//x",
                "`//x",
                "{//x",
                "/",
                "a/"
            })
    void aScopeIsWhatTheExpressionSays(String full) {
        var matcher = SCOPED.matcher(full);
        String scope = matcher.matches() ? matcher.group(1) : "";

        assertThat(Names.scopeOf(full)).isEqualTo(scope);
        assertThat(Names.isIn(scope, full)).isTrue();
        assertThat(Names.isIn("other", full)).isFalse();
        assertThat(Names.prefix(scope) + Names.withoutScope(full)).isEqualTo(full);
    }

    @Test
    void aScopeHasAtMostSixtyFourLetters() {
        assertThat(Names.scopeOf("a".repeat(64) + "//b")).hasSize(64);
        assertThat(Names.scopeOf("a".repeat(65) + "//b")).isEmpty();
    }

    @Test
    void aNameWithoutScopeMustNotLookLikeOneWith() {
        assertThat(Names.full("", "a/b")).isEqualTo("a/b");
        assertThat(Names.full("eu", "a//b")).isEqualTo("eu//a//b");
        assertThatThrownBy(() -> Names.full("", "eu//a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Names.full("", "a\u0007b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Names.full("", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
