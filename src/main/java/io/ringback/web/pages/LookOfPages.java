package io.ringback.web.pages;

import io.ringback.directory.Brand;
import io.ringback.wording.Look;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
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
        Locale reader = RequestContextUtils.getLocale(request);
        Look look = wording.look(reader);
        String folder = "/brand/" + wording.brand(reader).map(Brand::word).orElse(BrandFiles.NO_BRAND) + "/";
        page.addObject("service", look.name().orElse("Ringback"));
        page.addObject("style", look.hasColours() ? folder + BrandFiles.STYLE : null);
        page.addObject(
                "logo",
                wording.logo(reader).map(png -> folder + BrandFiles.LOGO).orElse(null));
    }
}
