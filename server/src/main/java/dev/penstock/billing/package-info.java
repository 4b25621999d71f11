/**
 * Money: the tariff, the ledger of double entry, holds, and the bill that grows out of sealed
 * usage.
 */
@NullMarked
package dev.penstock.billing;

import org.jspecify.annotations.NullMarked;
