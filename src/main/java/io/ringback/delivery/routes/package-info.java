/**
 * Puts the files of {@code camel-routes/} into force: at start, and when an administrator says so. Each is tried beside what runs;
 * one that cannot run is refused with file, line and mend, and what ran before goes on.
 *
 * <p>In: the folder of {@code ringback.camel-routes-directory}, and {@link io.ringback.delivery.routes.RouteFiles#reload}. Out:
 * started Camel routes; {@linkplain io.ringback.delivery.routes.RouteFinding findings}; and whether {@link
 * io.ringback.delivery.Adapters} can tell now what there is. It knows nothing of media
 * (docs/decisions/0019-routes-in-force.md).
 */
package io.ringback.delivery.routes;
