package io.ringback.web.pages;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page: what this is, and where everything else is. */
@Controller
public class HomeController {

    private final List<HomeSection> sections;

    HomeController(List<HomeSection> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Shows the page. */
    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("sections", sections);
        return "home";
    }
}
