package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/**
 * A task on the agenda is a name and an id, and carries no data: what it is about stands in the tables of its owner. db-scheduler would
 * read Java objects from {@code task_data}, and whoever can write there would have each node run what they wrote.
 */
final class NoTaskData implements Serializer {

    @Override
    public byte[] serialize(Object data) {
        if (data != null) {
            throw new IllegalArgumentException("Tasks carry no data; put it into a table of your package.");
        }
        return null;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
        return null;
    }
}
