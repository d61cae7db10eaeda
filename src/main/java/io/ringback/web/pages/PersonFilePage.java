package io.ringback.web.pages;

import io.ringback.privacy.PersonFile;
import io.ringback.privacy.PersonFiles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** What is kept about a person, in their language and their time zone: an operator opens it, prints it and hands it to them. */
@Controller
class PersonFilePage {

    private final PersonFiles files;

    PersonFilePage(PersonFiles files) {
        this.files = files;
    }

    @GetMapping("/operations/people/{id}/file")
    ModelAndView show(@PathVariable UUID id, HttpServletRequest request) {
        PersonFile file = files.read(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return FilledPage.file(file).answering(request);
    }
}
