package io.ringback.web.bench;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;

/** Somebody with a browser, of whom is counted what they do: pages gone to, clicks, and fields and cells written. */
final class AnalystAtWork {

    private final Page page;
    private int acts;

    AnalystAtWork(Page page) {
        this.page = page;
    }

    /** How much has been done since this was asked last. */
    int acts() {
        int done = acts;
        acts = 0;
        return done;
    }

    Page page() {
        return page;
    }

    void goTo(String address) {
        page.navigate(address);
        acts++;
    }

    void click(Locator what) {
        what.click();
        acts++;
    }

    void click(Locator what, Locator.ClickOptions how) {
        what.click(how);
        acts++;
    }

    void fill(Locator field, String with) {
        field.fill(with);
        acts++;
    }

    void give(Locator field, FilePayload file) {
        field.setInputFiles(file);
        acts++;
    }

    /** Writes over what a cell says, as a person does: a click, and a line of typing. */
    void write(Locator cell, String text) {
        click(cell.first());
        page.keyboard().press("Control+a");
        page.keyboard().type(text);
        page.keyboard().press("Enter");
        acts++;
    }
}
