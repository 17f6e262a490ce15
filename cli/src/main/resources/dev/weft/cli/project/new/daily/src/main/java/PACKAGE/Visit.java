package @@package@@;

/** A visit of a page. */
record Visit(String page, String visitor) {}
