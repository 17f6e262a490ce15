package dev.weft.io;

import dev.weft.spi.StageRequest;

/** What a stage says to a thread that goes on writing after its attempt was given up. */
final class Abandoned {

    private Abandoned() {}

    static IllegalStateException of(StageRequest request) {
        return new IllegalStateException(
                "The attempt that writes %s was given up. Nothing more is taken.".formatted(request.what()));
    }
}
