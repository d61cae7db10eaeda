package io.ringback.web.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.operations}.
 *
 * @param undeliveredAfter a message that waits longer than this is a matter for an operator
 * @param unhandledAfter an event that could not be handled for longer than this is one, too
 * @param silentAfter a server that takes no message for longer than this is one
 * @param slowAfter a database that takes longer than this to answer what costs it nothing is one
 * @param standstillAfter a node whose connections to the database are all lent and none given back for longer than this is to be
 *     restarted
 * @param lately how far back the numbers of what has happened go
 */
@ConfigurationProperties("ringback.operations")
record OperationsProperties(
        @DefaultValue("10m") Duration undeliveredAfter,
        @DefaultValue("1m") Duration unhandledAfter,
        @DefaultValue("1m") Duration silentAfter,
        @DefaultValue("200ms") Duration slowAfter,
        @DefaultValue("5m") Duration standstillAfter,
        @DefaultValue("5m") Duration lately) {}
