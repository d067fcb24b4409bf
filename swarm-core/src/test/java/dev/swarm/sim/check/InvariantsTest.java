package dev.swarm.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.membership.Load;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each invariant lets what is right pass, and finds the violation planted for it. */
class InvariantsTest {

    private static final NodeId SELF = NodeId.of("b");
    private static final Now NOW = new Now(5, 1000);
    private static final Load IDLE = new Load(1, 0, 0, 0, 0, 0);
    private static final Member ME = member("b", MemberStatus.HEALTHY, 9);
    private static final Member HEALTHY = member("c", MemberStatus.HEALTHY, 4);
    private static final Member SUSPECT = member("c", MemberStatus.SUSPECT, 4);
    private static final Member DOWN = member("c", MemberStatus.DOWN, 4);
    private static final Member LEFT = member("c", MemberStatus.LEFT, 4);
    private static final Member BACK = member("c", MemberStatus.HEALTHY, 5);

    private List<Member> shown = List.of();
    private long version;
    private boolean leaving;

    @Test
    void timeMustNotFallAndEventsBearItsMark() {
        NoTimeTravel invariant = new NoTimeTravel();
        assertThat(invariant.violation(told(up(HEALTHY)))).isEmpty();
        assertThat(invariant.violation(new Step(SELF, new Now(4, 1000), false, List.of(), IDLE, null)))
                .isPresent();
        assertThat(invariant.violation(new Step(SELF, new Now(6, 1001), false, List.of(up(HEALTHY)), IDLE, null)))
                .isPresent();
    }

    @Test
    void loadStaysWithinItsBounds() {
        Load tooManyStreams = new Load(1, 0, 0, 0, Load.MAX.streams() + 1, 0);
        assertThat(new BoundedQueues().violation(new Step(SELF, NOW, false, List.of(), Load.MAX, null)))
                .isEmpty();
        assertThat(new BoundedQueues().violation(new Step(SELF, NOW, false, List.of(), tooManyStreams, null)))
                .isPresent();
    }

    @Test
    void aViewHoldsItsNodeOnceAndIsSorted() {
        WellFormedView invariant = new WellFormedView();
        Member early = member("a", MemberStatus.HEALTHY, 1);
        assertThat(invariant.violation(look(early, ME, HEALTHY))).isEmpty();
        assertThat(invariant.violation(look(early, HEALTHY))).isPresent();
        assertThat(invariant.violation(look(HEALTHY, ME))).isPresent();
        assertThat(invariant.violation(look(ME, HEALTHY, HEALTHY))).isPresent();
    }

    @Test
    void aViewThatChangedHasAHigherVersion() {
        WellFormedView invariant = new WellFormedView();
        assertThat(invariant.violation(look(ME))).isEmpty();
        version--;
        assertThat(invariant.violation(look(ME))).isEmpty();
        version--;
        assertThat(invariant.violation(look(ME, HEALTHY))).isPresent();
    }

    @Test
    void whoRunsSeesItselfHealthyUntilItLeaves() {
        SelfNeverDown invariant = new SelfNeverDown();
        assertThat(invariant.violation(look(ME, DOWN))).isEmpty();
        assertThat(invariant.violation(look(member("b", MemberStatus.SUSPECT, 9))))
                .isPresent();
        assertThat(invariant.violation(told(down(ME)))).isPresent();
        leaving = true;
        assertThat(invariant.violation(look(member("b", MemberStatus.LEFT, 9)))).isEmpty();
    }

    @Test
    void incarnationsOfRememberedMembersNeverFall() {
        IncarnationNeverFalls invariant = new IncarnationNeverFalls();
        assertThat(invariant.violation(look(ME, HEALTHY))).isEmpty();
        assertThat(invariant.violation(look(ME, BACK))).isEmpty();
        assertThat(invariant.violation(look(ME))).isEmpty();
        assertThat(invariant.violation(look(ME, HEALTHY))).isEmpty();
        assertThat(invariant.violation(look(ME, BACK))).isEmpty();
        assertThat(invariant.violation(look(ME, DOWN))).isPresent();
    }

    @Test
    void onlyAHigherIncarnationBringsBack() {
        DownOnlyUndoneByHigherIncarnation invariant = new DownOnlyUndoneByHigherIncarnation();
        assertThat(invariant.violation(look(ME, DOWN))).isEmpty();
        assertThat(invariant.violation(look(ME, BACK))).isEmpty();
        assertThat(invariant.violation(look(ME, LEFT))).isEmpty();
        assertThat(invariant.violation(look(ME, HEALTHY))).isPresent();
    }

    @Test
    void eventsThatTellTheWholeStoryPass() {
        EventsMatchView invariant = new EventsMatchView();
        assertThat(invariant.violation(look(List.of(up(HEALTHY)), ME, HEALTHY))).isEmpty();
        assertThat(invariant.violation(look(List.of(changed(SUSPECT, HEALTHY)), ME, SUSPECT)))
                .isEmpty();
        assertThat(invariant.violation(look(List.of(changed(DOWN, SUSPECT), down(DOWN)), ME, DOWN)))
                .isEmpty();
        assertThat(invariant.violation(look(List.of(changed(BACK, DOWN), up(BACK)), ME, BACK)))
                .isEmpty();
        assertThat(invariant.violation(look(List.of(changed(LEFT, BACK), left(LEFT)), ME, LEFT)))
                .isEmpty();
        assertThat(invariant.violation(look(ME))).isEmpty();
        assertThat(invariant.violation(look(List.of(up(BACK)), ME, BACK))).isEmpty();
    }

    @Test
    void eventsThatDoNotAddUpToTheViewAreFound() {
        assertThat(violation(List.of(), HEALTHY)).isPresent();
        assertThat(violation(List.of(up(HEALTHY)), SUSPECT)).isPresent();
        assertThat(violation(List.of(up(HEALTHY), changed(DOWN, HEALTHY)), DOWN))
                .isPresent();
        assertThat(violation(List.of(), DOWN)).isEmpty();
        EventsMatchView invariant = new EventsMatchView();
        assertThat(invariant.violation(look(List.of(up(HEALTHY)), ME, HEALTHY))).isEmpty();
        assertThat(invariant.violation(look(ME))).isPresent();
    }

    @Test
    void eventsThatDoNotAlternateAreFound() {
        assertThat(violation(List.of(up(HEALTHY), up(HEALTHY)), HEALTHY)).isPresent();
        assertThat(violation(List.of(down(DOWN)), DOWN)).isPresent();
        assertThat(violation(List.of(up(HEALTHY), left(DOWN)), DOWN)).isPresent();
        assertThat(violation(List.of(up(DOWN)), DOWN)).isPresent();
        assertThat(violation(List.of(changed(SUSPECT, HEALTHY)), SUSPECT)).isPresent();
        assertThat(violation(List.of(up(HEALTHY), changed(DOWN, SUSPECT), down(DOWN)), DOWN))
                .isPresent();
        assertThat(violation(List.of(up(HEALTHY), changed(HEALTHY, HEALTHY)), HEALTHY))
                .isPresent();
    }

    @Test
    void changesAreFoundByOneWalkThroughBothLists() {
        Member early = member("a", MemberStatus.HEALTHY, 1);
        Member late = member("z", MemberStatus.HEALTHY, 1);

        assertThat(MemberChange.between(List.of(early, HEALTHY), List.of(ME, BACK, late)))
                .containsExactly(
                        new MemberChange(early.id(), early, null),
                        new MemberChange(ME.id(), null, ME),
                        new MemberChange(HEALTHY.id(), HEALTHY, BACK),
                        new MemberChange(late.id(), null, late));
        assertThat(MemberChange.between(List.of(ME, BACK), List.of(ME, BACK))).isEmpty();
    }

    private Optional<String> violation(List<SwarmEvent> facts, Member shownThen) {
        shown = List.of();
        return new EventsMatchView().violation(look(facts, ME, shownThen));
    }

    private Step told(SwarmEvent... facts) {
        return new Step(SELF, NOW, leaving, Arrays.asList(facts), IDLE, null);
    }

    private Step look(Member... members) {
        return look(List.of(), members);
    }

    private Step look(List<SwarmEvent> facts, Member... members) {
        List<Member> before = shown;
        shown = new ArrayList<>(Arrays.asList(members));
        ClusterView view = new ClusterView(++version, SELF, shown, 0);
        return new Step(SELF, NOW, leaving, facts, IDLE, new Step.Look(view, MemberChange.between(before, shown)));
    }

    private static NodeUp up(Member member) {
        return new NodeUp(member, NOW.instant());
    }

    private static NodeDown down(Member member) {
        return new NodeDown(member, NOW.instant());
    }

    private static NodeLeft left(Member member) {
        return new NodeLeft(member, NOW.instant());
    }

    private static NodeStatusChanged changed(Member member, Member before) {
        return new NodeStatusChanged(member, before.status(), NOW.instant());
    }

    private static Member member(String name, MemberStatus status, long incarnation) {
        NodeAddress address = NodeAddress.loopback(name.charAt(0));
        return new Member(NodeId.of(name), address, status, new Incarnation(incarnation), Role.WINGMATE, null);
    }
}
