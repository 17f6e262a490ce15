package dev.weft.plan;

import dev.weft.asset.AssetKey;

/**
 * An evaluation as the catalog keeps it, to be thrown away at any time.
 *
 * @param asset the asset
 * @param sequence up to which event it is right
 * @param signature of everything in the definition that decides; another one makes it worthless
 * @param text the evaluation
 */
public record KeptEvaluation(AssetKey asset, long sequence, String signature, String text) {}
