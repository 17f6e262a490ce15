package dev.weft.plan;

import java.util.List;

/** Thrown where no plan can be made; the message says what is missing and what to do. */
public final class PlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlanException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
