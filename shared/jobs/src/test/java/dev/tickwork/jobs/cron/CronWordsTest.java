package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *            | at 02:00 every day
            0 9,17 * * MON-FRI   | at 09:00 and 17:00 on Monday to Friday
            5 30 2 * * *         | at 02:30:05 every day
            * * * * *            | every minute
            * * * * * *          | every second
            */15 * * * *         | every 15 minutes
            */10 * * * * *       | every 10 seconds
            @hourly              | every hour
            0 */2 * * *          | every 2 hours
            5 * * * *            | at minute 5 of every hour
            5,20,35 */2 * * *    | at minutes 5, 20 and 35 of every 2 hours
            30 * * * * *         | at second 30 of every minute
            */5 8-18 * * MON-FRI | every 5 minutes of hours 8 to 18 on Monday to Friday
            0 8-18 * * *         | at minute 0 of hours 8 to 18
            */10 30 2 * * *      | every 10 seconds of minute 30 of hour 2
            0 0 1 * *            | at 00:00 on day 1 of the month
            0 0 1,15,L * *       | at 00:00 on days 1 and 15 and the last day of the month
            0 0 LW * *           | at 00:00 on the last workday of the month
            0 0 15W * *          | at 00:00 on the workday nearest to day 15 of the month
            0 0 L-3 * *          | at 00:00 on the day 3 before the last of the month
            0 0 * * FRI#2        | at 00:00 on the second Friday of the month
            0 0 * * 5L           | at 00:00 on the last Friday of the month
            0 0 13 * FRI         | at 00:00 on day 13 of the month or on Friday
            0 0 */10 * MON       | at 00:00 on days 1, 11, 21 and 31 of the month, only on Monday
            0 6 ? JAN,JUN-AUG *  | at 06:00 in January and June to August
            @yearly              | at 00:00 on day 1 of the month in January
            @weekly              | at 00:00 on Sunday
            """)
    void it_says_what_an_expression_means(String expression, String words) {
        assertThat(Cron.of(expression, "Asia/Kolkata").inWords()).isEqualTo(words + ", Asia/Kolkata");
    }
}
