package io.ringback.media.mms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The picture that goes with each message: Ringback's mark, the same for all, so that it says nothing about anybody. */
final class PictureCard {

    static final String RESOURCE = "card.png";
    static final int WIDTH = 320;
    static final int HEIGHT = 180;

    private PictureCard() {}

    static byte[] png() {
        try (InputStream in = PictureCard.class.getResourceAsStream(RESOURCE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The picture of multimedia messages cannot be read", e);
        }
    }
}
