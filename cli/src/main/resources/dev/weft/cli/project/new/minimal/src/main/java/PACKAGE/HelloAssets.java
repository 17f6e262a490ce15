package @@package@@;

import dev.weft.api.Asset;
import dev.weft.api.Assets;

@Assets
class HelloAssets {

    /** What one says first. */
    @Asset
    String greeting() {
        return "Hello from @@name@@";
    }
}
