/** What was used: its intake, which takes each record once, and its sealing. Knows no prices. */
@NullMarked
package dev.penstock.metering;

import org.jspecify.annotations.NullMarked;
