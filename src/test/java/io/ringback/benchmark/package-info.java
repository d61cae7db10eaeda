/**
 * Drives complete cases through the running application and through the same flow drawn the stock way, and compares them.
 *
 * <p>In: {@code bin/benchmark}. Out: a table on standard output; the exit status says whether every case ended well and
 * every mail came once. What is counted, and how: docs/benchmark.md. No part of the tests.
 */
package io.ringback.benchmark;
