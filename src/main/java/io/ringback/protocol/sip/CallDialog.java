package io.ringback.protocol.sip;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The state of a dialog and the requests in it (RFC 3261 section 12). Belongs to its call, one event at a time. */
final class CallDialog {

    /** Gaps are allowed, going back is not (RFC 3261 12.2.1.1); no call has more requests than these that we do not know of. */
    private static final long AHEAD_OF_WHAT_IS_KNOWN = 1000;

    /** RFC 3261 8.1.1.7. Other requests than ACK get theirs from JAIN-SIP. */
    private static final String BRANCH_COOKIE = "z9hG4bK";

    private final AgentMessages messages;
    private final String callId;
    private final Address local;
    private final String localTag;
    private final Address remote;
    private final String remoteTag;
    private final List<Address> routeSet;
    private Address target;
    private long localSequence;
    private long remoteSequence;

    private CallDialog(
            AgentMessages messages,
            String callId,
            Address local,
            String localTag,
            Address remote,
            String remoteTag,
            List<Address> routeSet,
            Address target,
            long localSequence,
            long remoteSequence) {
        this.messages = messages;
        this.callId = callId;
        this.local = local;
        this.localTag = localTag;
        this.remote = remote;
        this.remoteTag = remoteTag;
        this.routeSet = routeSet;
        this.target = target;
        this.localSequence = localSequence;
        this.remoteSequence = remoteSequence;
    }

    /** Opened by a response to our INVITE (RFC 3261 12.1.2). */
    static CallDialog answered(AgentMessages messages, Response response) {
        FromHeader from = (FromHeader) response.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        List<Address> routes = recorded(response);
        Collections.reverse(routes);
        return new CallDialog(
                messages,
                Messages.callId(response),
                from.getAddress(),
                from.getTag(),
                to.getAddress(),
                to.getTag(),
                routes,
                contact(messages, routes, response, () -> wayItCame(messages, response)),
                Messages.sequence(response),
                -1);
    }

    /** The same, when nobody knows any more what was sent in it before that response. */
    static CallDialog forgotten(AgentMessages messages, Response response) {
        CallDialog dialog = answered(messages, response);
        dialog.localSequence += AHEAD_OF_WHAT_IS_KNOWN;
        return dialog;
    }

    /** Opened by an INVITE that came in (RFC 3261 12.1.1). */
    static CallDialog invited(AgentMessages messages, Request invite, String localTag) {
        FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) invite.getHeader(ToHeader.NAME);
        List<Address> routes = recorded(invite);
        return new CallDialog(
                messages,
                Messages.callId(invite),
                to.getAddress(),
                localTag,
                from.getAddress(),
                from.getTag(),
                routes,
                contact(messages, routes, invite, () -> wayItCame(messages, invite)),
                0,
                Messages.sequence(invite));
    }

    /** Opened by another process. */
    static CallDialog kept(AgentMessages messages, DialogIdentity identity) {
        try {
            List<Address> routes = new ArrayList<>();
            for (String route : identity.routeSet()) {
                routes.add(address(messages, route));
            }
            return new CallDialog(
                    messages,
                    identity.callId(),
                    address(messages, identity.localUri()),
                    identity.localTag(),
                    address(messages, identity.remoteUri()),
                    identity.remoteTag(),
                    routes,
                    address(messages, identity.remoteTarget()),
                    identity.localSequence() + AHEAD_OF_WHAT_IS_KNOWN,
                    -1);
        } catch (ParseException e) {
            throw new IllegalArgumentException("This is no dialog that a Leg gave out", e);
        }
    }

    private static Address address(AgentMessages messages, String uri) throws ParseException {
        return messages.addresses().createAddress(messages.addresses().createURI(uri));
    }

    private static List<Address> recorded(Message message) {
        List<Address> routes = new ArrayList<>();
        Iterator<?> headers = message.getHeaders(RecordRouteHeader.NAME);
        while (headers.hasNext()) {
            routes.add(((RecordRouteHeader) headers.next()).getAddress());
        }
        return routes;
    }

    /** The remote target; without a route to it, only if we have the transport that it wants. */
    private static Address contact(
            AgentMessages messages, List<Address> routes, Message message, Supplier<Address> otherwise) {
        ContactHeader contact = (ContactHeader) message.getHeader(ContactHeader.NAME);
        boolean usable = UnparsedHeaders.names(contact)
                && (!routes.isEmpty() || messages.speaks(contact.getAddress().getURI()));
        return usable ? contact.getAddress() : otherwise.get();
    }

    /** Where further requests go to a peer that did not say where: back to where it was heard. */
    private static Address wayItCame(AgentMessages messages, Message message) {
        SIPMessage came = (SIPMessage) message;
        boolean request = message instanceof Request;
        InetAddress host = request ? came.getPeerPacketSourceAddress() : came.getRemoteAddress();
        try {
            SipURI uri = messages.addresses().createSipURI(null, host.getHostAddress());
            uri.setPort(request ? came.getPeerPacketSourcePort() : came.getRemotePort());
            uri.setTransportParam(came.getTopmostVia().getTransport().toLowerCase(Locale.ROOT));
            return messages.addresses().createAddress(uri);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    String localTag() {
        return localTag;
    }

    /** The numbers of requests go on from those of {@code early}, the same dialog before it was confirmed. */
    void follow(CallDialog early) {
        localSequence = Math.max(localSequence, early.localSequence);
        remoteSequence = Math.max(remoteSequence, early.remoteSequence);
    }

    /** Whether a response to our INVITE is from this dialog's peer, and not from another branch of a fork. */
    boolean isWith(Response response) {
        return Objects.equals(remoteTag, Messages.toTag(response));
    }

    /** Target refresh (RFC 3261 12.2): the peer says where it is now. */
    void refreshTarget(Message message) {
        target = contact(messages, routeSet, message, () -> target);
    }

    /** Whether a request follows those that came before it. */
    boolean takesSequence(Request request) {
        long sequence = Messages.sequence(request);
        if (sequence <= remoteSequence) {
            return false;
        }
        remoteSequence = sequence;
        return true;
    }

    /** RFC 3261 12.2.1.2: whether the response to a request in a dialog says that there is no dialog any more. */
    static boolean isGone(int status) {
        return status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST || status == Response.REQUEST_TIMEOUT;
    }

    /** The next request in the dialog. */
    Request request(String method) {
        localSequence++;
        return build(method, localSequence);
    }

    /** The ACK for a 2xx to the INVITE of that number. It is no target refresh and has no number of its own. */
    Request ack(long inviteSequence) {
        try {
            Request ack = build(Request.ACK, inviteSequence);
            ((ViaHeader) ack.getHeader(ViaHeader.NAME)).setBranch(BRANCH_COOKIE + AgentMessages.newTag());
            return ack;
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes another request of one that is sent again, changed: the next number, and the route as it is now. */
    void renumber(Request request) {
        try {
            localSequence++;
            ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).setSeqNumber(localSequence);
            route(request);
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request of that number was sent past this dialog. */
    void raiseSequence(long sequence) {
        localSequence = Math.max(localSequence, sequence);
    }

    /** Sets request URI and Route. JAIN-SIP's router turns them into those of a strict router where it meets one. */
    void route(Request request) {
        request.setRequestURI((URI) target.getURI().clone());
        messages.route(request, routeSet);
    }

    private Request build(String method, long sequence) {
        try {
            return messages.request(
                    (URI) target.getURI().clone(),
                    method,
                    messages.headers().createCallIdHeader(callId),
                    sequence,
                    messages.headers().createFromHeader((Address) local.clone(), localTag),
                    messages.headers().createToHeader((Address) remote.clone(), remoteTag),
                    routeSet,
                    messages.transport((routeSet.isEmpty() ? target : routeSet.get(0)).getURI()));
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another process needs to end this dialog. */
    DialogIdentity identity() {
        return new DialogIdentity(
                callId,
                local.getURI().toString(),
                localTag,
                remote.getURI().toString(),
                remoteTag,
                target.getURI().toString(),
                routeSet.stream().map(route -> route.getURI().toString()).toList(),
                localSequence);
    }
}
