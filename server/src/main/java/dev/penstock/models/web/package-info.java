/** The REST face of models. */
@NullMarked
package dev.penstock.models.web;

import org.jspecify.annotations.NullMarked;
