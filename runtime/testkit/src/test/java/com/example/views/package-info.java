/** A user's project with views. */
@org.jspecify.annotations.NullMarked
package com.example.views;
