package io.ringback.delivery.routes;

import java.util.List;

/**
 * What a trial found out about a file.
 *
 * @param file which
 * @param routes that it has, as far as they could be read
 * @param findings why it cannot run by itself; empty if it can
 */
record TriedFile(RouteFile file, List<TriedRoute> routes, List<RouteFinding> findings) {

    TriedFile {
        routes = List.copyOf(routes);
        findings = List.copyOf(findings);
    }

    /**
     * A route.
     *
     * @param id of the route; null if the file gives it none
     * @param line where it begins
     * @param input the URI of the endpoint that it begins at, as Camel normalizes it
     * @param included whether its precondition holds with the settings of this node
     * @param alone whether no other route may begin at the same endpoint
     * @param sends where it hands messages on to
     */
    record TriedRoute(String id, int line, String input, boolean included, boolean alone, List<Sending> sends) {

        TriedRoute {
            sends = List.copyOf(sends);
        }
    }

    /**
     * A step that hands a message to another route.
     *
     * @param uri of the endpoint at which that route begins, normalized
     * @param line of the step
     */
    record Sending(String uri, int line) {}
}
