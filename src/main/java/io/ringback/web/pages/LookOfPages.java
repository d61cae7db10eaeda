package io.ringback.web.pages;

import io.ringback.directory.Brand;
import io.ringback.wording.Look;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Lets each page look as its reader is served: {@code layout.html} draws it by what this puts into the model. */
final class LookOfPages implements HandlerInterceptor {

    private final WordingInForce wording;

    LookOfPages(WordingInForce wording) {
        this.wording = wording;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, ModelAndView page) {
        if (page == null || page.getViewName() == null || page.getViewName().startsWith("redirect:")) {
            return;
        }
        page.addAllObjects(of(wording, RequestContextUtils.getLocale(request)));
    }

    /** By name; what there is none of is left out. */
    static Map<String, Object> of(WordingInForce wording, Locale reader) {
        Look look = wording.look(reader);
        String folder = "/brand/" + wording.brand(reader).map(Brand::word).orElse(BrandFiles.NO_BRAND) + "/";
        Map<String, Object> values = new HashMap<>();
        values.put("service", look.name().orElse("Ringback"));
        if (look.hasColours()) {
            values.put("style", folder + BrandFiles.STYLE);
        }
        wording.logo(reader).ifPresent(png -> values.put("logo", folder + BrandFiles.LOGO));
        return values;
    }
}
