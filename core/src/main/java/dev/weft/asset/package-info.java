/** What is declared: asset keys, definitions of assets and checks, and the problems found in them. */
@NullMarked
package dev.weft.asset;

import org.jspecify.annotations.NullMarked;
