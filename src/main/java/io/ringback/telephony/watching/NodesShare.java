package io.ringback.telephony.watching;

import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which people this node watches: each is one node's, and keeps to it when other nodes come or go (rendezvous hashing). While nodes
 * do not agree on who lives, somebody may be watched twice, which does no harm, or not at all for a moment.
 *
 * @param self this node
 * @param alive the nodes that live
 */
record NodesShare(UUID self, Supplier<Set<UUID>> alive) {

    /** Asked once for many people. */
    Predicate<UUID> now() {
        Set<UUID> nodes = alive.get();
        return person -> nodes.stream()
                .max(Comparator.comparingLong((UUID node) -> weight(node, person))
                        .thenComparing(node -> node))
                .filter(self::equals)
                .isPresent();
    }

    /** Both are random, so one multiplication spreads them (the finisher of SplitMix64). */
    private static long weight(UUID node, UUID person) {
        long mixed = node.getMostSignificantBits() ^ person.getLeastSignificantBits() * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
