package io.ringback.telephony.announcement;

/** One announcement being played to one listener (RFC 4240 section 3). It pauses while the listener does not want to hear. */
final class AnnouncementCall extends MediaCall {

    private final Prompt prompt;
    private final Timeline timeline;
    private final RtpReceiver receiver;

    AnnouncementCall(Prompt prompt, Timeline timeline, Media media) {
        super(media);
        this.prompt = prompt;
        this.timeline = timeline;
        this.receiver = new RtpReceiver(media.ports(), media.gate());
    }

    @Override
    void hear() {
        receiver.read(target(), 0, key -> {});
    }

    @Override
    boolean goesOn() {
        if (!isHeard()) {
            pause();
            return true;
        }
        int place = timeline.next();
        if (place >= 0) {
            play(prompt, place);
        } else {
            pause();
        }
        return place != Timeline.END;
    }
}
