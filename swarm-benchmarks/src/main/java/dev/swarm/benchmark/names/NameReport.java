package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Machine;
import dev.swarm.benchmark.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as a page.
 *
 * @param machine where
 * @param runs how often
 * @param figures of each subject, one of each run
 * @param million a million names; {@code null} if it was not measured
 * @param fourth a fourth node; {@code null} if it was not measured
 */
record NameReport(
        Machine machine,
        int runs,
        Map<NameSubject, List<NameFigures>> figures,
        @Nullable Million million,
        @Nullable Fourth fourth) {

    private static final double PERCENT = 100;

    /** Returns the page. */
    String page() {
        return new Page(machine, runs).of("/names.md", tables());
    }

    /** Returns the tables alone. */
    String tables() {
        return rates() + lookUps() + rest();
    }

    private String rates() {
        StringBuilder table = new StringBuilder("| names/s until found on all three | 100,000 in new processes |"
                + " lowest to highest | 100,000 more, later | lowest to highest |\n");
        table.append("| --- | --- | --- | --- | --- |\n");
        figures.forEach((subject, all) -> table.append("| ")
                .append(subject.label())
                .append(rate(subject, all, NameFigures::first))
                .append(rate(subject, all, NameFigures::later))
                .append(" |\n"));
        return table.toString();
    }

    private String rate(NameSubject subject, List<NameFigures> all, ToDoubleFunction<NameFigures> figure) {
        List<NameFigures> raw = figures.getOrDefault(NameSubject.NETTY, List.of());
        double[] sorted = sorted(all, figure);
        double rate = Page.median(sorted);
        String ratio = subject == NameSubject.NETTY || raw.isEmpty()
                ? ""
                : String.format(Locale.ROOT, " (%.3g ×)", rate / Page.median(sorted(raw, figure)));
        return String.format(
                Locale.ROOT, " | %,.0f%s | %,.0f to %,.0f", rate, ratio, sorted[0], sorted[sorted.length - 1]);
    }

    private String lookUps() {
        StringBuilder text = new StringBuilder();
        figures.forEach((subject, all) -> {
            if (subject.isOurs()) {
                double find = Page.median(sorted(all, NameFigures::find));
                double map = Page.median(sorted(all, NameFigures::map));
                text.append(String.format(
                        Locale.ROOT,
                        "%nLook-ups, %s: `whereis` %.0f ns, `ConcurrentHashMap.get` %.0f ns (%.2f × its speed).%n",
                        subject.label(),
                        find,
                        map,
                        map / find));
            }
        });
        return text.toString();
    }

    private String rest() {
        StringBuilder text = new StringBuilder();
        if (million != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nA million local names: %.0f bytes of heap for each on a node that only knows them, %.0f on the"
                            + " node whose they are, its workers included; a new node has all after %.1f s.%n",
                    million.nodeBytes(),
                    million.ownBytes(),
                    million.joinSeconds()));
        }
        if (fourth != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nA fourth node: %.1f %% of the managed names moved to it, %d moved between the others; the node"
                            + " with most has %.2f times its share.%n",
                    fourth.moved() * PERCENT,
                    fourth.otherwise(),
                    fourth.balance()));
        }
        return text.toString();
    }

    private static double[] sorted(List<NameFigures> all, ToDoubleFunction<NameFigures> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray();
    }
}
