package dev.tickwork.jobs;

import dev.tickwork.jobs.notices.IncidentLog;
import java.util.function.UnaryOperator;

/**
 * What an engine tells and asks of the process around it.
 *
 * @param listener hears of every run
 * @param offset hears how far the clocks are apart
 * @param redaction takes secrets out of an error's text before it is stored or said
 * @param incidents is told of failures, in the transactions that record them
 */
public record EnginePorts(
        RunListener listener, ClockOffset offset, UnaryOperator<String> redaction, IncidentLog incidents) {}
