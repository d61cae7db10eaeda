package io.ringback.pictures;

import com.microsoft.playwright.Page;

/**
 * A page that somebody sees.
 *
 * @param name of its pictures
 * @param account who sees it
 * @param path where it is
 * @param pressed what is pressed there first, a selector; empty for nothing
 * @param whole what shows that its scripts have done their work, a selector
 */
record SeenPage(String name, String account, String path, String pressed, String whole) {

    /** Whether a caller or a callee sees it, who has no account. */
    boolean isOfPeople() {
        return name.startsWith("people-");
    }

    /** Pages of Cockpit and of the interfaces are others', and looked at by people alone. */
    boolean isOurs() {
        return !name.startsWith("others-");
    }

    void open(Page page, String home) {
        page.navigate(home + path);
        if (!pressed.isEmpty()) {
            page.locator(pressed).click();
        }
        page.locator(whole).first().waitFor();
    }
}
