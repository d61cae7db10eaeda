package io.ringback.protocol.sip;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint. */
@UriParams
public class SipConfiguration implements Cloneable {

    @UriParam(
            label = "consumer",
            defaultValue = "MESSAGE",
            description =
                    "The methods whose requests are taken, separated by commas: INVITE, MESSAGE, NOTIFY, PUBLISH, OPTIONS,"
                            + " SUBSCRIBE. Each method has one consumer at most.")
    private String methods = "MESSAGE";

    @UriParam(
            label = "consumer",
            defaultValue = "8",
            description = "How many requests may be in hand at the same time, on threads of the consumer's own.")
    private int threads = 8;

    @UriParam(
            label = "consumer",
            defaultValue = "200",
            description = "How many requests may wait for a thread. Those beyond are answered 503 with Retry-After.")
    private int waiting = 200;

    @UriParam(
            label = "producer",
            defaultValue = "MESSAGE",
            enums = "MESSAGE,OPTIONS,PUBLISH,SUBSCRIBE,NOTIFY,INVITE,ACK,BYE,CANCEL,INFO",
            description =
                    "The method of the request that is sent. ACK, BYE, CANCEL and INFO need the header CamelSipLeg; with it"
                            + " INVITE and MESSAGE are sent in that call.")
    private String method = "MESSAGE";

    @UriParam(label = "producer", description = "Where the request goes: a sip:, sips: or tel: URI.")
    private String to;

    @UriParam(
            label = "producer",
            description = "Who the request is from: a sip: or sips: URI. The agent's own address where none is given.")
    private String from;

    @UriParam(label = "producer", description = "The name beside From in an INVITE.")
    private String displayName;

    @UriParam(
            label = "producer",
            defaultValue = "text/plain",
            description = "The type of the body that is sent. An INVITE's is always application/sdp.")
    private String contentType = "text/plain";

    @UriParam(
            label = "producer",
            description = "The event package of PUBLISH, SUBSCRIBE and NOTIFY (RFC 6665), such as presence.")
    private String event;

    @UriParam(
            label = "producer",
            defaultValue = "3600",
            description =
                    "For how many seconds a publication or subscription is to stand. Subscriptions are refreshed until they"
                            + " are ended by a SUBSCRIBE that expires after 0.")
    private int expires = 3600;

    @UriParam(
            label = "producer",
            defaultValue = "180000",
            javaType = "java.time.Duration",
            description = "How long an INVITE may ring before it is cancelled.")
    private long longestRinging = 180_000;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether a final response of 300 or more is an exception. Otherwise the exchange goes on with the status"
                            + " in the header CamelSipStatus.")
    @Metadata(defaultValue = "true")
    private boolean throwExceptionOnFailure = true;

    public SipConfiguration copy() {
        try {
            return (SipConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getMethods() {
        return methods;
    }

    public void setMethods(String methods) {
        this.methods = methods;
    }

    public int getThreads() {
        return threads;
    }

    public void setThreads(int threads) {
        this.threads = threads;
    }

    public int getWaiting() {
        return waiting;
    }

    public void setWaiting(int waiting) {
        this.waiting = waiting;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getContentType() {
        return contentType;
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    public String getEvent() {
        return event;
    }

    public void setEvent(String event) {
        this.event = event;
    }

    public int getExpires() {
        return expires;
    }

    public void setExpires(int expires) {
        this.expires = expires;
    }

    public long getLongestRinging() {
        return longestRinging;
    }

    public void setLongestRinging(long longestRinging) {
        this.longestRinging = longestRinging;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }
}
