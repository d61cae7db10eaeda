package io.ringback.delivery;

import io.ringback.agenda.Hanging;
import io.ringback.agenda.Lane;
import io.ringback.agenda.LaneProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The servers that this node hands messages to, as it has come to know them. Each holds at most as many messages as its lane has
 * places: beyond that its messages are turned away and wait outside, so a server that hangs leaves room for the others of its medium.
 */
@Component
public class Servers implements Hanging {

    /** A server that was not written to for so long may be a healthy one by now. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    /** Bounds what is kept if a route makes up a server for each message. */
    private static final int MOST_OF_A_LANE = 100;

    private static final class Server {
        private int held;
        /** Of these, how many are at routes that were given up because they do not come back. */
        private int lost;
        /** Since when it holds messages without having answered to any; null while it holds none, or answers. */
        private Instant silentSince;

        private Instant lastSeen;
    }

    /**
     * A server that does not answer.
     *
     * @param name scheme, host and port
     * @param held how many messages it holds now
     * @param places how many it may hold
     * @param since when it was first given a message after its last answer
     */
    public record Silent(Lane lane, String name, int held, int places, Instant since) {}

    /**
     * A server whose route did not come back with some messages.
     *
     * @param name scheme, host and port; of a route that gave its message to none, the endpoint where it begins
     * @param lost how many threads are lost there
     * @param full whether this node writes to it no more until it is started again
     */
    public record Lost(Lane lane, String name, int lost, boolean full) {}

    private final Map<Lane, Map<String, Server>> known = new EnumMap<>(Lane.class);
    private final LaneProperties lanes;
    private final Clock clock;

    Servers(LaneProperties lanes, Clock clock) {
        this.lanes = lanes;
        this.clock = clock;
        Arrays.stream(Lane.values()).forEach(lane -> known.put(lane, new TreeMap<>()));
    }

    /** One message on its way, which is at one server after another. */
    Visit visit(Lane lane) {
        return new Visit(lane);
    }

    /** Where one message is. */
    final class Visit {
        private final Lane lane;
        private Server at;
        private boolean atTheRoute;
        private boolean lost;

        private Visit(Lane lane) {
            this.lane = lane;
        }

        /**
         * The message is given to its route. Until the route gives it to a server the route counts as one: some adapters are in
         * this house.
         *
         * @throws NotDelivered if the route holds as many as it may
         */
        void begin(String route) {
            arrive(route);
            atTheRoute = true;
        }

        /**
         * The message is about to be given to this server.
         *
         * @throws NotDelivered if the server holds as many as it may, or the message was given up meanwhile
         */
        void at(String server) {
            synchronized (known) {
                if (lost) {
                    throw new NotDelivered(new Failure.NotTaken("it came too late, and was given up before"));
                }
                leave(atTheRoute);
                atTheRoute = false;
                arrive(server);
            }
        }

        private void arrive(String name) {
            synchronized (known) {
                Server server = server(lane, name);
                if (server.held >= lanes.places(lane)) {
                    throw new NotDelivered(new Failure.TurnedAway(
                            name + " holds " + server.held + " messages and does not answer; others wait outside"));
                }
                server.held++;
                server.lastSeen = clock.instant();
                if (server.silentSince == null) {
                    server.silentSince = server.lastSeen;
                }
                at = server;
            }
        }

        /**
         * The server has the message no more.
         *
         * @param answered whether it took it, or refused it for good
         */
        void leave(boolean answered) {
            synchronized (known) {
                if (at == null || lost) {
                    return;
                }
                at.held--;
                at.lastSeen = clock.instant();
                if (answered) {
                    at.silentSince = at.held == 0 ? null : at.lastSeen;
                }
                at = null;
            }
        }

        /** The message is given up, but its route keeps a thread there: it leaves only once it has been found. */
        void lose() {
            synchronized (known) {
                if (at != null && !lost) {
                    lost = true;
                    at.lost++;
                }
            }
        }

        /** The route has come back. */
        void find() {
            synchronized (known) {
                if (lost) {
                    lost = false;
                    at.lost--;
                }
            }
        }
    }

    private Server server(Lane lane, String name) {
        Map<String, Server> servers = known.get(lane);
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        Server server = servers.get(name);
        if (server == null) {
            if (servers.size() >= MOST_OF_A_LANE) {
                servers.values().removeIf(other -> other.held == 0);
            }
            server = new Server();
            servers.put(name, server);
        } else if (server.held == 0 && server.lastSeen.isBefore(forgotten)) {
            server.silentSince = null;
        }
        return server;
    }

    @Override
    public int in(Lane lane) {
        Instant hangs = clock.instant().minus(lanes.hangsAfter());
        synchronized (known) {
            return known.get(lane).values().stream()
                    .filter(server -> server.silentSince != null && server.silentSince.isBefore(hangs))
                    .mapToInt(server -> server.held - server.lost)
                    .sum();
        }
    }

    @Override
    public int lostIn(Lane lane) {
        synchronized (known) {
            return known.get(lane).values().stream()
                    .mapToInt(server -> server.lost)
                    .sum();
        }
    }

    /** Where threads of this node are lost. */
    public List<Lost> lost() {
        synchronized (known) {
            return known.entrySet().stream()
                    .flatMap(lane -> lane.getValue().entrySet().stream()
                            .filter(server -> server.getValue().lost > 0)
                            .map(server -> new Lost(
                                    lane.getKey(),
                                    server.getKey(),
                                    server.getValue().lost,
                                    server.getValue().lost >= lanes.places(lane.getKey())
                                            || lostIn(lane.getKey()) >= lanes.mostHeld(lane.getKey()))))
                    .toList();
        }
    }

    /** The servers that were given messages lately and have not answered to any for longer than {@code period}. */
    public List<Silent> silentFor(Duration period) {
        Instant before = clock.instant().minus(period);
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        synchronized (known) {
            return known.entrySet().stream()
                    .flatMap(lane -> lane.getValue().entrySet().stream()
                            .filter(server -> server.getValue().silentSince != null
                                    && server.getValue().silentSince.isBefore(before)
                                    && server.getValue().lastSeen.isAfter(forgotten))
                            .map(server -> new Silent(
                                    lane.getKey(),
                                    server.getKey(),
                                    server.getValue().held,
                                    lanes.places(lane.getKey()),
                                    server.getValue().silentSince)))
                    .toList();
        }
    }
}
