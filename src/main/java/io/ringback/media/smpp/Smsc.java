package io.ringback.media.smpp;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The binds of this node. They are there while the route that takes what comes in is. */
final class Smsc {

    private final SmppProperties settings;
    private final Clock clock;
    private final AtomicInteger turn = new AtomicInteger();

    private volatile List<SmscBind> binds = List.of();

    Smsc(SmppProperties settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void start(DeliverSmListener deliveries) {
        List<SmppProperties.Host> hosts = settings.hosts();
        List<SmscBind> fresh = IntStream.range(0, hosts.size())
                .mapToObj(i -> new SmscBind(i + 1, hosts.get(i), settings, deliveries, clock))
                .toList();
        binds = fresh;
        fresh.forEach(SmscBind::start);
    }

    void stop() {
        List<SmscBind> stopped = binds;
        binds = List.of();
        stopped.forEach(SmscBind::stop);
    }

    /**
     * A bind that is up; each in turn.
     *
     * @param arrival told of the bind that a message is about to be given to; throws if that holds as many as it may, and the next is
     *     taken
     */
    SmscBind next(Consumer<SmscBind> arrival) {
        List<SmscBind> all = binds;
        NotDelivered refused = new NotDelivered(new Failure.NotTaken("no bind with an SMSC is up"));
        int first = turn.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            SmscBind bind = all.get(Math.floorMod(first + i, all.size()));
            if (bind.isUp()) {
                try {
                    arrival.accept(bind);
                    return bind;
                } catch (NotDelivered full) {
                    refused = full;
                }
            }
        }
        throw refused;
    }

    /** Of each SMSC, a bind that is up. */
    List<SmscBind> eachOnce() {
        Map<SmppProperties.Host, SmscBind> bySmsc = new LinkedHashMap<>();
        binds.stream().filter(SmscBind::isUp).forEach(bind -> bySmsc.putIfAbsent(bind.host(), bind));
        return List.copyOf(bySmsc.values());
    }

    /** By name, whether each is up; empty while the routes are not. */
    Map<String, Boolean> bindsUp() {
        Map<String, Boolean> up = new LinkedHashMap<>();
        binds.forEach(bind -> up.put(bind.name(), bind.isUp()));
        return up;
    }
}
