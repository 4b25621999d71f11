package dev.penstock.billing;

import dev.penstock.rating.Tariff;
import java.time.Instant;

/**
 * A tariff, and since when it is asked.
 *
 * @param version from 1, increasing
 * @param from usage that starts then or later is priced by it, until the next version
 */
record TariffVersion(int version, Instant from, Tariff tariff) {}
