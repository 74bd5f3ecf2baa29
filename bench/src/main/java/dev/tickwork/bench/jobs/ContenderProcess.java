package dev.tickwork.bench.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;
import java.util.stream.Collectors;

/**
 * A contender in a JVM of its own, which does what it reads line by line and answers each line with one of numbers. It
 * ends with its input. Whatever its libraries print goes to the error output.
 */
public final class ContenderProcess {
    /** Where its database is, with user and password. */
    static final String DATABASE = "BENCH_DATABASE";

    /** Begins each answer. */
    static final String ANSWER = "answer";

    private ContenderProcess() {}

    /** @param args the name of the {@link Entrant} */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var arrivals = new Arrivals();
        var address = PostgresAddress.parse(System.getenv(DATABASE));
        try (var contender = Entrant.valueOf(args[0]).open(address, arrivals)) {
            answers.println(ANSWER);
            var orders = new Orders(contender, arrivals);
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                answers.println(line(orders.follow(new Scanner(line))));
            }
        }
        System.exit(0);
    }

    private static String line(long... numbers) {
        return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" ", ANSWER + " ", ""));
    }
}
