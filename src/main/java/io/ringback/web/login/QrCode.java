package io.ringback.web.login;

/**
 * A QR code as a path of SVG, one unit a module, which a page can hold without script or picture.
 *
 * @param size width and height, with the four empty modules around it that readers need (ISO/IEC 18004)
 * @param path of the dark modules
 */
record QrCode(int size, String path) {

    private static final int QUIET = 4;

    static QrCode of(String text) {
        io.nayuki.qrcodegen.QrCode code =
                io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + QUIET, y + QUIET));
                }
            }
        }
        return new QrCode(code.size + 2 * QUIET, path.toString());
    }
}
