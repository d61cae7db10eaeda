package io.ringback.telephony.announcement;

import java.util.List;

/** Prompts that are played one after another. */
final class Playlist {

    /** Nobody listens for longer than an hour, and places are counted in bytes. */
    private static final int MOST_FRAMES = 60 * 60 * 1000 / Codec.FRAME_MILLIS;

    private final List<Prompt> prompts;
    private final int[] begins;
    private final int frames;

    /** @throws RefusedException with 400 if that takes longer than an hour */
    static Playlist of(List<Prompt> prompts) throws RefusedException {
        if (prompts.stream().mapToLong(Prompt::frames).sum() > MOST_FRAMES) {
            throw new RefusedException(400, "The prompts are longer than an hour");
        }
        return new Playlist(prompts);
    }

    private Playlist(List<Prompt> prompts) {
        this.prompts = List.copyOf(prompts);
        this.begins = new int[prompts.size()];
        int next = 0;
        for (int i = 0; i < begins.length; i++) {
            begins[i] = next;
            next = next + prompts.get(i).frames() * Codec.FRAME;
        }
        this.frames = next / Codec.FRAME;
    }

    int frames() {
        return frames;
    }

    /** The number of the prompt that is heard at a place of the whole, in bytes. */
    int at(int place) {
        int number = 0;
        while (number + 1 < begins.length && begins[number + 1] <= place) {
            number++;
        }
        return number;
    }

    Prompt prompt(int number) {
        return prompts.get(number);
    }

    /** Where a prompt begins in the whole, in bytes. */
    int begin(int number) {
        return begins[number];
    }
}
