@NullMarked
package dev.penstock.jobs;

import org.jspecify.annotations.NullMarked;
