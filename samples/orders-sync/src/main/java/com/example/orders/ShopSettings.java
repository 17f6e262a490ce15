package com.example.orders;

import dev.weft.api.Default;
import dev.weft.api.Secret;
import dev.weft.api.Settings;
import java.util.Optional;

/**
 * Where the shop's database is.
 *
 * @param url its JDBC address, of H2 or PostgreSQL
 * @param user who reads it
 * @param password the user's password
 * @param sample whether it is made here, with orders up to yesterday
 */
@Settings("shop")
record ShopSettings(
        String url, @Default("") String user, Optional<Secret> password, @Default("false") boolean sample) {}
