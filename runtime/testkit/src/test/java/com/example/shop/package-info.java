/** Assets of a user, outside of Weft's packages. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
