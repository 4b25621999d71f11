/** Drives the web console as a person does: in a real browser, in both languages. */
@NullMarked
package dev.penstock.browser;

import org.jspecify.annotations.NullMarked;
