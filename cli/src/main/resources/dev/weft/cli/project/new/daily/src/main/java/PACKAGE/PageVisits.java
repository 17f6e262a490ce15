package @@package@@;

/** How often a page was visited, and by how many. */
record PageVisits(String page, long visits, long visitors) {}
