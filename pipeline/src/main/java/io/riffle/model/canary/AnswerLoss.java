package io.riffle.model.canary;

/** How wrong an answer is, now that the truth is known. */
public interface AnswerLoss {
    /** Less is better: 0 or 1 if it is right or wrong, the distance if it is a number, NaN if nobody can say. */
    double of(Answer answer);
}
