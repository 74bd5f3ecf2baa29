package dev.tickwork.postgres;

/** The database holds data of the other world: simulated prices must never stand beside real ones. */
public final class WrongWorld extends StartFailure {
    private static final long serialVersionUID = 1L;

    WrongWorld(String ofDatabase, String ofProcess, PostgresUrl url) {
        super(
                "the database %s at %s:%d holds %s data and this process works with %s data: %s, or choose another database with DATABASE_URL, or with TICKWORK_DATA where Tickwork brings its own"
                        .formatted(url.database(), url.host(), url.port(), ofDatabase, ofProcess, wayOut(ofDatabase)),
                null);
    }

    private static String wayOut(String ofDatabase) {
        return ofDatabase.equals("real")
                ? "set ENVIRONMENT=production"
                : "set ENVIRONMENT to something other than production";
    }
}
