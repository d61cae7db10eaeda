package io.ringback.engine;

import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;

/**
 * What instances wait for. The engine looks for a job that would still have to take in what came whenever it ends a wait; for
 * a message there is none, as only signals and compensation are put off.
 */
final class MessagesTakenAtOnce extends EventSubscriptionManager {

    @Override
    public void deleteEventSubscription(EventSubscriptionEntity subscription) {
        if (subscription.isSubscriptionForEventType(EventType.MESSAGE)) {
            getDbEntityManager().delete(subscription);
        } else {
            super.deleteEventSubscription(subscription);
        }
    }
}
