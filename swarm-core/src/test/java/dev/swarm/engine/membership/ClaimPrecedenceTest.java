package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole table of what a claim about another member does: every kind of claim at a lower, an equal and a higher
 * number, against every state the member may be in at number 5.
 */
class ClaimPrecedenceTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);
    private static final Peer E = Peer.node("e", 5);

    @ParameterizedTest(name = "{0} + {1} = {2}, events {3}, passes on {4}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown   | alive@5   | healthy@5 | NodeUp b                       | claim
            unknown   | suspect@5 | unknown   | -                              | nothing
            unknown   | dead@5    | unknown   | -                              | nothing
            unknown   | goodbye@5 | unknown   | -                              | nothing
            healthy@5 | alive@4   | healthy@5 | -                              | nothing
            healthy@5 | alive@5   | healthy@5 | -                              | nothing
            healthy@5 | alive@6   | healthy@6 | -                              | claim
            healthy@5 | suspect@4 | healthy@5 | -                              | alive@5
            healthy@5 | suspect@5 | suspect@5 | NodeStatusChanged b            | claim
            healthy@5 | suspect@6 | suspect@6 | NodeStatusChanged b            | claim
            healthy@5 | dead@4    | healthy@5 | -                              | alive@5
            healthy@5 | dead@5    | down@5    | NodeStatusChanged b,NodeDown b | claim
            healthy@5 | dead@6    | down@6    | NodeStatusChanged b,NodeDown b | claim
            healthy@5 | goodbye@4 | healthy@5 | -                              | alive@5
            healthy@5 | goodbye@5 | left@5    | NodeStatusChanged b,NodeLeft b | claim
            healthy@5 | goodbye@6 | left@6    | NodeStatusChanged b,NodeLeft b | claim
            suspect@5 | alive@4   | suspect@5 | -                              | nothing
            suspect@5 | alive@5   | suspect@5 | -                              | nothing
            suspect@5 | alive@6   | healthy@6 | NodeStatusChanged b            | claim
            suspect@5 | suspect@4 | suspect@5 | -                              | nothing
            suspect@5 | suspect@5 | suspect@5 | -                              | claim
            suspect@5 | suspect@6 | suspect@6 | -                              | claim
            suspect@5 | dead@4    | suspect@5 | -                              | nothing
            suspect@5 | dead@5    | down@5    | NodeStatusChanged b,NodeDown b | claim
            suspect@5 | dead@6    | down@6    | NodeStatusChanged b,NodeDown b | claim
            suspect@5 | goodbye@4 | suspect@5 | -                              | nothing
            suspect@5 | goodbye@5 | left@5    | NodeStatusChanged b,NodeLeft b | claim
            suspect@5 | goodbye@6 | left@6    | NodeStatusChanged b,NodeLeft b | claim
            down@5    | alive@4   | down@5    | -                              | dead@5 by a
            down@5    | alive@5   | down@5    | -                              | dead@5 by a
            down@5    | alive@6   | healthy@6 | NodeStatusChanged b,NodeUp b   | claim
            down@5    | suspect@4 | down@5    | -                              | dead@5 by a
            down@5    | suspect@5 | down@5    | -                              | dead@5 by a
            down@5    | suspect@6 | down@6    | -                              | dead@6 by a
            down@5    | dead@4    | down@5    | -                              | dead@5 by a
            down@5    | dead@5    | down@5    | -                              | nothing
            down@5    | dead@6    | down@6    | -                              | nothing
            down@5    | goodbye@4 | down@5    | -                              | dead@5 by a
            down@5    | goodbye@5 | down@5    | -                              | nothing
            down@5    | goodbye@6 | down@6    | -                              | nothing
            left@5    | alive@4   | left@5    | -                              | dead@5 by b
            left@5    | alive@5   | left@5    | -                              | dead@5 by b
            left@5    | alive@6   | healthy@6 | NodeStatusChanged b,NodeUp b   | claim
            left@5    | suspect@4 | left@5    | -                              | dead@5 by b
            left@5    | suspect@5 | left@5    | -                              | dead@5 by b
            left@5    | suspect@6 | left@6    | -                              | dead@6 by b
            left@5    | dead@4    | left@5    | -                              | dead@5 by b
            left@5    | dead@5    | left@5    | -                              | nothing
            left@5    | dead@6    | left@6    | -                              | nothing
            left@5    | goodbye@4 | left@5    | -                              | dead@5 by b
            left@5    | goodbye@5 | left@5    | -                              | nothing
            left@5    | goodbye@6 | left@6    | -                              | nothing
            """)
    void aClaimAgainstAState(String before, String claimText, String after, String events, String passedOn) {
        StepRig rig = StepRig.founded(StepRig.calm());
        rig.settleWith(C, D, E);
        bring(rig, before);

        Claim claim = claim(claimText);
        rig.receive(C, claim);

        assertThat(state(rig)).isEqualTo(after);
        assertThat(rig.news()).isEqualTo(events.equals("-") ? List.of() : List.of(events.split(",", -1)));
        assertThat(rumors(rig)).isEqualTo(expected(passedOn, claim));
    }

    private static void bring(StepRig rig, String state) {
        if (!state.equals("unknown")) {
            rig.meet(B);
        }
        switch (state) {
            case "suspect@5" -> rig.receive(C, B.suspectedBy("x", 5));
            case "down@5" -> rig.receive(C, B.deadBy("x", 5));
            case "left@5" -> rig.receive(C, B.goodbye(5));
            default -> {}
        }
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.engine.load().rumors()).isZero();
        assertThat(state(rig)).isEqualTo(state);
        rig.forget();
    }

    private static Claim claim(String text) {
        long at = Long.parseLong(text.substring(text.indexOf('@') + 1));
        return switch (text.substring(0, text.indexOf('@'))) {
            case "alive" -> B.alive(at);
            case "suspect" -> B.suspectedBy("y", at);
            case "dead" -> B.deadBy("y", at);
            default -> B.goodbye(at);
        };
    }

    private static String state(StepRig rig) {
        return rig.knows(B) ? rig.status(B).label() + "@" + rig.incarnation(B) : "unknown";
    }

    /** What the others are told of b in the next rounds. */
    private static List<Claim> rumors(StepRig rig) {
        rig.advance(Duration.ofMillis(500));
        return rig.sent().stream()
                .filter(packet -> !packet.to().equals(B.address()))
                .flatMap(packet -> packet.of(Claim.class).stream())
                .filter(claim -> claim.node().equals(B.id()))
                .distinct()
                .toList();
    }

    private static List<Claim> expected(String passedOn, Claim claim) {
        return switch (passedOn) {
            case "claim" -> List.of(claim);
            case "nothing" -> List.of();
            default -> List.of(settled(passedOn));
        };
    }

    /** Reads {@code alive@5} or {@code dead@5 by a}: what is told instead of a claim that is out of date. */
    private static Claim settled(String text) {
        if (text.startsWith("alive")) {
            return claim(text);
        }
        Incarnation at = new Incarnation(Long.parseLong(text.substring(text.indexOf('@') + 1, text.indexOf(' '))));
        return new Dead(B.id(), at, text.endsWith("by a") ? StepRig.SELF : B.id());
    }
}
