/**
 * What operators see and do: health, metrics, and the pages under {@code /operations}.
 *
 * <p>In: our tables, and the engine's diagrams through {@link io.ringback.cases.Diagrams}. Out: pages, and an operator's
 * wish to try a stuck event again or to deploy. The engine's Cockpit stands beside it (docs/operations.md).
 */
package io.ringback.web.operations;
