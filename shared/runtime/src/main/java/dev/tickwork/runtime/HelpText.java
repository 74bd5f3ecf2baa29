package dev.tickwork.runtime;

import java.util.stream.Collectors;

/** The part of a program's help that explains what its options do not. */
final class HelpText {
    private HelpText() {}

    static String[] of(Program program) {
        String verticles = program.verticles().stream()
                .map(verticle -> "  " + verticle.name())
                .collect(Collectors.joining("\n"));
        return TEXT.replace("VERTICLES", verticles)
                .replace("PROGRAM", program.name())
                .replace("FIRST", program.verticles().get(0).name())
                .split("\n", -1);
    }

    private static final String TEXT = """

            Verticles in this program:
            VERTICLES

            Environment (conf/.env.example has every variable):
              DATABASE_URL     postgres://user:password@host:port/database
              REDIS_URL        redis://[user:password@]host:port/database
              ENVIRONMENT      production, or any other name for a simulated world
              TICKWORK_CLOCK   moves the clock: 2013-11-01T00:00Z, or with *60 behind it
              CLUSTER_MEMBERS  with --cluster: where the others are, host or host:port
              NODE_PORT        serves /health/live, /health/ready and /metrics here
              LOG_LEVEL        trace, debug, info, warn or error
              LOG_FORMAT       text or json

            Examples:
              java -jar PROGRAM.jar
              java -jar PROGRAM.jar --verticles FIRST --cluster
              java -jar PROGRAM.jar --conf /etc/tickwork
              java -jar PROGRAM.jar --job NAME --arg KEY=VALUE
              java -jar PROGRAM.jar --all
              java -jar PROGRAM.jar worker --cluster
              java -jar PROGRAM.jar health

            Exit code:
              0  it was told to stop and did, or its jobs ended well
              1  it could not start or could not end in order, or a job failed; a line says why
              2  it was started wrongly: options, arguments, configuration or the wrong database""";
}
