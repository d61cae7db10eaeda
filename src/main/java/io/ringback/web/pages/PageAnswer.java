package io.ringback.web.pages;

import io.ringback.conversation.Answer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the buttons of a question say. */
enum PageAnswer {
    YES(Answer.YES, ResultPage.Result.YES),
    NO(Answer.NO, ResultPage.Result.NO),
    ALWAYS(Answer.ALWAYS, ResultPage.Result.ALWAYS),
    ALWAYS_FOR_DAYS(Answer.YES, ResultPage.Result.ALWAYS_FOR_DAYS),
    ALWAYS_FOR_CALLEE(Answer.YES, ResultPage.Result.ALWAYS_FOR_CALLEE),
    /** To a time. */
    SUITS(Answer.YES, ResultPage.Result.TIME_SUITS),
    SUITS_NOT(Answer.NO, ResultPage.Result.TIME_SUITS_NOT);

    private final Answer answer;
    private final ResultPage.Result result;

    PageAnswer(Answer answer, ResultPage.Result result) {
        this.answer = answer;
        this.result = result;
    }

    /** As {@link #word} has it. */
    static Optional<PageAnswer> read(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** As forms and links have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it says to the question. */
    Answer answer() {
        return answer;
    }

    /** Where it leads if it cannot be taken back. */
    ResultPage.Result result() {
        return result;
    }

    /** Whether it settles something beyond the case. */
    boolean settles() {
        return answer == Answer.ALWAYS || isForDays();
    }

    /** Whether what it settles has an end. No link of a letter says so. */
    boolean isForDays() {
        return this == ALWAYS_FOR_DAYS || this == ALWAYS_FOR_CALLEE;
    }
}
