package io.ringback.delivery;

import io.ringback.agenda.Regularly;
import io.ringback.agenda.ThisNode;
import io.ringback.delivery.WaitingMessages.Owned;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Finds messages that wait in nobody's hand: those of nodes that have died, and those of this node that it has lost, such as when a
 * commit came through and its answer did not. They go on the agenda.
 */
@Component
class LostOwners implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LostOwners.class);

    private final ThisNode node;
    private final HandOver handOver;
    private final WaitingMessages messages;
    private final Clock clock;
    private final Regularly looks = new Regularly("lost-owners");

    LostOwners(ThisNode node, HandOver handOver, WaitingMessages messages, Clock clock) {
        this.node = node;
        this.handOver = handOver;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        looks.begin(
                node.every(),
                this::look,
                e -> LOG.warn(
                        "Messages in nobody's hand cannot be looked for now; it is tried again: {}", e.toString()));
    }

    /** Looks once. What this node has in hand has been so since before it could be seen. */
    void look() {
        List<Owned> owned = messages.ownedBy(node.id(), node.mayJudgeOthers(), node.deadAfter());
        for (Owned one : owned) {
            if (!one.owner().equals(node.id())) {
                LOG.warn(
                        "{} {} was in the hand of a node that has ended",
                        one.message().kind(),
                        one.message().id());
                messages.takeOver(one, clock.instant());
            } else if (!handOver.isInHand(one.message().id())) {
                messages.giveUp(one, clock.instant(), 0, "this node lost it while it was leaving");
            }
        }
    }

    @Override
    public void destroy() {
        looks.close();
    }
}
