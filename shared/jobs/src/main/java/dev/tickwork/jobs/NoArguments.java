package dev.tickwork.jobs;

/** What a job takes that takes nothing. */
public record NoArguments() {}
