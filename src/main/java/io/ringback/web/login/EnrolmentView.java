package io.ringback.web.login;

import java.net.URI;
import org.springframework.ui.Model;

/** What a page shows of a secret that is being set up: as a QR code, and as text for whoever cannot scan. */
final class EnrolmentView {

    private final String site;

    /** @param publicUrl where Ringback is; null if nobody said */
    EnrolmentView(URI publicUrl) {
        this.site = publicUrl == null || publicUrl.getHost() == null ? "Ringback" : "Ringback " + publicUrl.getHost();
    }

    void show(byte[] secret, String account, Model model) {
        model.addAttribute("qr", QrCode.of(TimeCodes.uri(secret, account, site)));
        model.addAttribute("secret", TimeCodes.text(secret).replaceAll("(.{4})(?!$)", "$1 "));
    }
}
