/** A month of US flights, from the airline's nightly drop to a report on punctuality. */
package com.example.flights;
