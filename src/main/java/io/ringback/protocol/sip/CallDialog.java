package io.ringback.protocol.sip;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The state of a dialog and the requests in it (RFC 3261 section 12). Belongs to its call, one event at a time. */
final class CallDialog {

    /** Gaps are allowed, going back is not (RFC 3261 12.2.1.1); more re-INVITEs than these no call has after its identity was kept. */
    private static final long AHEAD_OF_WHAT_WAS_KEPT = 1000;

    /** RFC 3261 8.1.1.7. Other requests than ACK get theirs from JAIN-SIP. */
    private static final String BRANCH_COOKIE = "z9hG4bK";

    private final JainStack stack;
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
            JainStack stack,
            String callId,
            Address local,
            String localTag,
            Address remote,
            String remoteTag,
            List<Address> routeSet,
            Address target,
            long localSequence,
            long remoteSequence) {
        this.stack = stack;
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
    static CallDialog answered(JainStack stack, Response response) {
        FromHeader from = (FromHeader) response.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        List<Address> routes = recorded(response);
        Collections.reverse(routes);
        return new CallDialog(
                stack,
                callId(response),
                from.getAddress(),
                from.getTag(),
                to.getAddress(),
                to.getTag(),
                routes,
                contact(response, to.getAddress()),
                sequence(response),
                -1);
    }

    /** Opened by an INVITE that came in (RFC 3261 12.1.1). */
    static CallDialog invited(JainStack stack, Request invite, String localTag) {
        FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) invite.getHeader(ToHeader.NAME);
        return new CallDialog(
                stack,
                callId(invite),
                to.getAddress(),
                localTag,
                from.getAddress(),
                from.getTag(),
                recorded(invite),
                contact(invite, from.getAddress()),
                0,
                sequence(invite));
    }

    /** Opened by another process. */
    static CallDialog kept(JainStack stack, DialogIdentity identity) {
        try {
            List<Address> routes = new ArrayList<>();
            for (String route : identity.routeSet()) {
                routes.add(address(stack, route));
            }
            return new CallDialog(
                    stack,
                    identity.callId(),
                    address(stack, identity.localUri()),
                    identity.localTag(),
                    address(stack, identity.remoteUri()),
                    identity.remoteTag(),
                    routes,
                    address(stack, identity.remoteTarget()),
                    identity.localSequence() + AHEAD_OF_WHAT_WAS_KEPT,
                    -1);
        } catch (ParseException e) {
            throw new IllegalArgumentException("This is no dialog that a Leg gave out", e);
        }
    }

    private static Address address(JainStack stack, String uri) throws ParseException {
        return stack.addresses().createAddress(stack.addresses().createURI(uri));
    }

    private static List<Address> recorded(Message message) {
        List<Address> routes = new ArrayList<>();
        Iterator<?> headers = message.getHeaders(RecordRouteHeader.NAME);
        while (headers.hasNext()) {
            routes.add(((RecordRouteHeader) headers.next()).getAddress());
        }
        return routes;
    }

    private static Address contact(Message message, Address otherwise) {
        ContactHeader contact = (ContactHeader) message.getHeader(ContactHeader.NAME);
        return contact == null || contact.getAddress() == null ? otherwise : contact.getAddress();
    }

    static String callId(Message message) {
        return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
    }

    static long sequence(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    static String method(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getMethod();
    }

    String localTag() {
        return localTag;
    }

    /** Whether a response to our INVITE is from this dialog's peer, and not from another branch of a fork. */
    boolean isWith(Response response) {
        return remoteTag == null
                ? ((ToHeader) response.getHeader(ToHeader.NAME)).getTag() == null
                : remoteTag.equals(((ToHeader) response.getHeader(ToHeader.NAME)).getTag());
    }

    /** Target refresh (RFC 3261 12.2): the peer says where it is now. */
    void refreshTarget(Message message) {
        target = contact(message, target);
    }

    /** Whether a request follows those that came before it. */
    boolean takesSequence(Request request) {
        long sequence = sequence(request);
        if (sequence <= remoteSequence) {
            return false;
        }
        remoteSequence = sequence;
        return true;
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
            ((ViaHeader) ack.getHeader(ViaHeader.NAME)).setBranch(BRANCH_COOKIE + JainStack.newTag());
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

    /** Sets request URI and Route. JAIN-SIP's router turns them into those of a strict router where it meets one. */
    void route(Request request) {
        request.setRequestURI((URI) target.getURI().clone());
        request.removeHeader(RouteHeader.NAME);
        try {
            for (Address route : routeSet) {
                request.addLast(stack.headers().createRouteHeader((Address) route.clone()));
            }
        } catch (SipException e) {
            throw new IllegalStateException(e);
        }
    }

    private Request build(String method, long sequence) {
        try {
            String transport = stack.transport((routeSet.isEmpty() ? target : routeSet.get(0)).getURI());
            Request request = stack.messages()
                    .createRequest(
                            (URI) target.getURI().clone(),
                            method,
                            stack.headers().createCallIdHeader(callId),
                            stack.headers().createCSeqHeader(sequence, method),
                            stack.headers().createFromHeader((Address) local.clone(), localTag),
                            stack.headers().createToHeader((Address) remote.clone(), remoteTag),
                            List.of(stack.via(transport)),
                            stack.headers().createMaxForwardsHeader(JainStack.MAX_FORWARDS));
            route(request);
            request.setHeader(stack.contact(transport));
            request.setHeader(stack.headers()
                    .createUserAgentHeader(List.of(stack.settings().name())));
            return request;
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
