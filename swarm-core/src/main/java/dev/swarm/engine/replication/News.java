package dev.swarm.engine.replication;

import java.util.ArrayList;
import java.util.List;

/** What became of the content: of one key, or of very many that all came in the same way. */
public sealed interface News permits Change, Additions {

    /** Returns it as changes of single keys, in their order. */
    List<Change> changes();

    /** Returns several as changes of single keys. */
    static List<Change> changes(List<News> several) {
        List<Change> changes = new ArrayList<>(several.size());
        several.forEach(news -> changes.addAll(news.changes()));
        return changes;
    }
}
