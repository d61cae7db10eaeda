package io.ringback.protocol.sip;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sip:}. All of its endpoints share one {@link UserAgent}: the one it is given, or one that it makes
 * of its options, starts and closes itself.
 */
@Component("sip")
public class SipComponent extends DefaultComponent {

    @Metadata(
            autowired = true,
            label = "advanced",
            description =
                    "The user agent of all endpoints. Who gives it starts and closes it. Without one the component makes its"
                            + " own of the other options.")
    private UserAgent userAgent;

    @Metadata(
            description =
                    "Where the component's own agent listens, separated by commas, such as udp:127.0.0.1:5060. Nothing else"
                            + " is bound.")
    private String listen;

    @Metadata(
            defaultValue = "127.0.0.0/8,::1",
            description =
                    "Addresses and networks that may send requests to the component's own agent, separated by commas. Others"
                            + " get no answer.")
    private String peers = "127.0.0.0/8,::1";

    @Metadata(
            defaultValue = "camel",
            description = "The user part of the Contact and From of the component's own agent.")
    private String user = "camel";

    @Metadata(description = "Where all requests of the component's own agent go, such as sip:192.0.2.1:5060.")
    private String outboundProxy;

    @Metadata(
            defaultValue = "100",
            description = "The most requests a second that one peer may send to the component's own agent.")
    private int requestsPerSecond = 100;

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final SteeredLegs legs = new SteeredLegs();
    private UserAgent agent;
    private boolean agentIsOurs;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SipEndpoint endpoint = new SipEndpoint(uri, this, remaining, new SipConfiguration());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        agentIsOurs = userAgent == null;
        agent = agentIsOurs ? new JainUserAgent(settings()) : userAgent;
    }

    private SipSettings settings() {
        if (listen == null) {
            throw new IllegalArgumentException(
                    "The component sip needs an agent: give it one, or set its option listen, such as udp:127.0.0.1:5060");
        }
        SipSettings.Listen[] points =
                values(listen).stream().map(SipSettings.Listen::of).toArray(SipSettings.Listen[]::new);
        SipSettings common = SipSettings.of(user, points);
        return new SipSettings(
                common.name(),
                common.listen(),
                common.advertised(),
                common.user(),
                java.util.Optional.ofNullable(outboundProxy),
                common.account(),
                common.registration(),
                values(peers),
                requestsPerSecond,
                common.users(),
                common.realm(),
                common.watch(),
                common.watchEvery(),
                common.tls(),
                common.t1());
    }

    private static List<String> values(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (agentIsOurs) {
            agent.start();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (agentIsOurs) {
            agent.close();
        }
        super.doStop();
    }

    UserAgent agent() {
        return agent;
    }

    SteeredLegs legs() {
        return legs;
    }

    /** @throws IllegalStateException if another consumer takes the method */
    void take(String method) {
        if (!taken.add(method)) {
            throw new IllegalStateException("There is a consumer of " + method + " already; a request goes to one");
        }
    }

    void leave(String method) {
        taken.remove(method);
    }

    public UserAgent getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(UserAgent userAgent) {
        this.userAgent = userAgent;
    }

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }

    public String getPeers() {
        return peers;
    }

    public void setPeers(String peers) {
        this.peers = peers;
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getOutboundProxy() {
        return outboundProxy;
    }

    public void setOutboundProxy(String outboundProxy) {
        this.outboundProxy = outboundProxy;
    }

    public int getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }
}
