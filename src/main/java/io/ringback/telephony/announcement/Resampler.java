package io.ringback.telephony.announcement;

/** Brings speech to 8 kHz: a low pass below 4 kHz (sinc under a Hann window), taken where the new samples fall. */
final class Resampler {

    /** Of the new rate, a little less than half, so that nothing folds back. */
    private static final double CUT_OFF = 0.45;

    /** Zero crossings of the sinc on either side. */
    private static final int REACH = 16;

    private Resampler() {}

    static short[] toTelephony(Wav.Sound sound) {
        if (sound.rate() == Codec.RATE) {
            return sound.samples();
        }
        double step = (double) sound.rate() / Codec.RATE;
        double cutOff = CUT_OFF * Math.min(1, 1 / step);
        int reach = (int) Math.ceil(REACH / (2 * cutOff));
        short[] in = sound.samples();
        short[] out = new short[(int) (in.length / step)];
        for (int i = 0; i < out.length; i++) {
            double centre = i * step;
            int from = Math.max(0, (int) Math.ceil(centre - reach));
            int to = Math.min(in.length - 1, (int) Math.floor(centre + reach));
            double sum = 0;
            for (int j = from; j <= to; j++) {
                double distance = j - centre;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
                sum += in[j] * window * 2 * cutOff * sinc(2 * cutOff * distance);
            }
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
        }
        return out;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
