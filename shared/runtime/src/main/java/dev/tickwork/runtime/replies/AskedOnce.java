package dev.tickwork.runtime.replies;

/**
 * A request that its caller may repeat.
 *
 * @param subject who asks
 * @param key the caller's Idempotency-Key
 * @param operation its id in the contract
 * @param fingerprint of the parameters and the body
 */
record AskedOnce(String subject, String key, String operation, byte[] fingerprint) {}
