/**
 * Where the routes in {@code camel-routes/} hand in what they received: the endpoints {@code direct:failed-call}, {@code
 * direct:answered-call}, {@code direct:handed-in}, {@code direct:reply-received}, {@code direct:delivery-report} and {@code
 * direct:connection-outcome}, which stay the same whatever switch or gateway stands behind a route (docs/adapters.md).
 *
 * <p>In: a map as message body, as a route gets it from JSON, or a {@link io.ringback.arrival.HandedIn}; {@linkplain
 * io.ringback.arrival.CallbackLogin logins} of the paths at which providers call back. Out: events in the inbox, durable
 * when the endpoint returns.
 */
package io.ringback.arrival;
