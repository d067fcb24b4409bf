package dev.swarm.spring.command;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Changes a database by orders of the latest command only: a term below the highest one seen is refused. */
class FencedResource {

    private static final String RAISE = "update fence set term = ? where resource = ? and term <= ?";

    private final DataSource database;
    private final String resource;

    FencedResource(DataSource database, String resource) {
        this.database = database;
        this.resource = resource;
    }

    /** Makes a change and raises the fence in one transaction; returns whether the term was still good. */
    boolean change(long term, Change change) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean good = raise(connection, term);
                if (good) {
                    change.apply(connection);
                }
                connection.commit();
                return good;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    /** Also locks the row until the end of the transaction, so that changes of two terms never mix. */
    private boolean raise(Connection connection, long term) throws SQLException {
        try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
            raise.setLong(1, term);
            raise.setString(2, resource);
            raise.setLong(3, term);
            return raise.executeUpdate() == 1;
        }
    }

    interface Change {
        void apply(Connection connection) throws SQLException;
    }
}
