package io.ringback.texting;

import io.ringback.delivery.MessageKind;
import java.util.UUID;

/**
 * A message that its reader has not answered yet.
 *
 * @param code tells it apart from what else waits at the same sender
 * @param about the name of the other person
 */
record Waiting(UUID messageId, MessageKind kind, int code, String about) {}
