package io.ringback.protocol.sip;

import org.apache.camel.spi.Metadata;

/** The headers of the exchanges that the component makes and takes. */
public final class SipConstants {

    @Metadata(
            label = "consumer",
            description = "The request that came in, with all of its headers",
            javaType = "io.ringback.protocol.sip.SipRequest")
    public static final String REQUEST = "CamelSipRequest";

    @Metadata(
            label = "consumer",
            description =
                    "The call of an INVITE. Who sets a status below 200 answers it through this, now or later; it may be handed"
                            + " on",
            javaType = "io.ringback.protocol.sip.IncomingCall")
    public static final String CALL = "CamelSipCall";

    @Metadata(
            description =
                    "Consumer: the status that the request is to be answered with (200 where none is set; 480 for an"
                            + " INVITE; below 200, whoever has the call answers it). Producer: the status of the final response; 408 if there was none, 503 if the request could"
                            + " not be sent",
            javaType = "Integer")
    public static final String STATUS = "CamelSipStatus";

    @Metadata(
            label = "consumer",
            description = "The value of the Reason header of the response (RFC 3326)",
            javaType = "String")
    public static final String REASON = "CamelSipReason";

    @Metadata(label = "consumer", description = "The Retry-After of the response, in seconds", javaType = "Integer")
    public static final String RETRY_AFTER = "CamelSipRetryAfter";

    @Metadata(
            description =
                    "Further SIP headers of the request that is sent, or of the response that answers: a map of names to"
                            + " a value, or to a list of values",
            javaType = "java.util.Map<String, Object>")
    public static final String HEADERS = "CamelSipHeaders";

    @Metadata(
            label = "producer",
            description = "The response that came, with all of its headers",
            javaType = "io.ringback.protocol.sip.SipResponse")
    public static final String RESPONSE = "CamelSipResponse";

    @Metadata(label = "producer", description = "The method, instead of the endpoint's", javaType = "String")
    public static final String METHOD = "CamelSipMethod";

    @Metadata(
            label = "producer",
            description = "Where the request goes, instead of the endpoint's",
            javaType = "String")
    public static final String TO = "CamelSipTo";

    @Metadata(
            label = "producer",
            description = "Who the request is from, instead of the endpoint's",
            javaType = "String")
    public static final String FROM = "CamelSipFrom";

    @Metadata(
            description =
                    "The entity tag of a publication (RFC 3903): from the response to a PUBLISH, and with the next PUBLISH"
                            + " sent as SIP-If-Match",
            javaType = "String")
    public static final String ETAG = "CamelSipETag";

    @Metadata(
            description = "For how many seconds a publication or subscription stands; 0 ends it",
            javaType = "Integer")
    public static final String EXPIRES = "CamelSipExpires";

    @Metadata(
            label = "producer",
            description =
                    "The subscription: from the response to a SUBSCRIBE; with it the next SUBSCRIBE or NOTIFY is in that"
                            + " subscription",
            javaType = "String")
    public static final String SUBSCRIPTION = "CamelSipSubscription";

    @Metadata(
            label = "producer",
            description =
                    "The call: from the response to an INVITE; with it a re-INVITE, ACK, BYE, CANCEL, INFO or MESSAGE is"
                            + " in that call",
            javaType = "String")
    public static final String LEG = "CamelSipLeg";

    private SipConstants() {}
}
