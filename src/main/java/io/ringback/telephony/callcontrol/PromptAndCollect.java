package io.ringback.telephony.callcontrol;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.mscml.MscmlException;
import io.ringback.protocol.mscml.MscmlRequest;
import io.ringback.protocol.mscml.MscmlRequests;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.MscmlResponses;
import io.ringback.protocol.mscml.Play;
import io.ringback.protocol.mscml.PlayCollect;
import io.ringback.protocol.mscml.PlayRecord;
import io.ringback.protocol.mscml.Playback;
import io.ringback.protocol.mscml.Stop;
import io.ringback.protocol.sip.DtmfInfo;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.Optional;

/** The server's call of a dialogue: is told what to play by INFO, and answers by INFO (RFC 5022 sections 3 and 6). */
final class PromptAndCollect {

    /** What the server says of what it was told last. */
    sealed interface Heard {}

    /** A key was pressed. */
    record Key(char key) implements Heard {}

    /** All has been played, or recorded, and no key of a telephone was pressed. */
    record Played() implements Heard {}

    /** It cannot do it. */
    record Failed(String why) implements Heard {}

    /** Once, and a prompt that is not there is a failure: nobody is to choose by keys that they have not heard of. */
    private static final Playback ALL_OF_IT = new Playback(1, Duration.ZERO, Optional.empty(), true);

    /** Nobody is kept for longer who has nothing to say, or has said it. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_RECORDING = Duration.ofSeconds(20);

    /** How many moments a key is waited for when nothing more is to be said. */
    private static final int MOMENTS = 3;

    /** Unlike the number of any turn. */
    private static final String STOP = "stop";

    private static final String KEYS = "0123456789*#";

    /** Those of RFC 5022 where none are given; no server has to know how to do without. */
    private static final char RETURN_KEY = '#';

    private static final char ESCAPE_KEY = '*';

    /** Every key but the escape key: who is done may take any. */
    private static final String RECORDING_ENDS = "0123456789#";

    private final Party server;
    private final Duration firstKey;
    private int turns;

    /** @param firstKey how long a key is waited for once all has been played */
    PromptAndCollect(Party server, Duration firstKey) {
        this.server = server;
        this.firstKey = firstKey;
    }

    /** Whose call it is. */
    Party party() {
        return server;
    }

    /** Plays a turn, and records where it does; where it asks, a key ends it, and keys pressed before what it says do not count. */
    void say(Turn turn) {
        turns++;
        server.info(Mscml.CONTENT_TYPE, MscmlRequests.write(request(turn)));
    }

    private MscmlRequest request(Turn turn) {
        Optional<String> id = Optional.of(Integer.toString(turns));
        Optional<String> locale = Optional.of(turn.language().toLanguageTag());
        if (turn.recordTo().isPresent()) {
            return new PlayRecord(
                    id,
                    turn.prompts(),
                    locale,
                    ALL_OF_IT,
                    true,
                    true,
                    true,
                    turn.recordTo().get(),
                    LONGEST_SILENCE,
                    LONGEST_SILENCE,
                    LONGEST_RECORDING,
                    RECORDING_ENDS,
                    Optional.of(ESCAPE_KEY));
        }
        return turn.then().asks()
                ? new PlayCollect(
                        id,
                        turn.prompts(),
                        locale,
                        ALL_OF_IT,
                        true,
                        // Keys that were pressed while nothing was said are meant for what was said before.
                        !turn.prompts().isEmpty(),
                        patience(turn.then()),
                        firstKey,
                        Duration.ZERO,
                        1,
                        Optional.of(RETURN_KEY),
                        Optional.of(ESCAPE_KEY))
                : new Play(id, turn.prompts(), locale, ALL_OF_IT);
    }

    private Duration patience(Then then) {
        return switch (then) {
            case HEAR -> Duration.ZERO;
            case ASK_SHORTLY -> firstKey.dividedBy(MOMENTS);
            default -> firstKey;
        };
    }

    /** Ends what is being played or collected; its response comes all the same, with a key if there was one (RFC 5022 6.4). */
    void stop() {
        server.info(Mscml.CONTENT_TYPE, MscmlRequests.write(new Stop(Optional.of(STOP))));
    }

    /** Passes on what the phone sent, if it is a key. */
    void passOn(String contentType, String body) {
        if (InfoKind.of(contentType) == InfoKind.KEY) {
            DtmfInfo.passOn(contentType, body, server::info);
        }
    }

    /** Reads what the server sent; empty if it is not about the present turn. */
    Optional<Heard> heard(String contentType, String body) {
        if (InfoKind.of(contentType) != InfoKind.MSCML) {
            return Optional.empty();
        }
        try {
            return heard(MscmlResponses.read(body));
        } catch (MscmlException e) {
            return Optional.of(new Failed("what it sent is no response in MSCML: " + e.getMessage()));
        }
    }

    private Optional<Heard> heard(MscmlResponse response) {
        if (response.id().filter(id -> !id.equals(Integer.toString(turns))).isPresent()) {
            return Optional.empty();
        }
        if (response.code() / 100 != 2) {
            return Optional.of(new Failed("it answered a request in MSCML with " + response.code()));
        }
        return Optional.of(key(response).<Heard>map(Key::new).orElseGet(Played::new));
    }

    private static Optional<Character> key(MscmlResponse response) {
        return switch (response.reason().orElse("")) {
            case "returnkey" -> Optional.of(RETURN_KEY);
            case "escapekey" -> Optional.of(ESCAPE_KEY);
            default ->
                response.digits().isEmpty()
                        ? Optional.empty()
                        : Optional.of(response.digits().charAt(0)).filter(key -> KEYS.indexOf(key) >= 0);
        };
    }
}
