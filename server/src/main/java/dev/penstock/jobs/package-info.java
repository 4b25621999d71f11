/** The job's life: quote, submission, attempts, logs, results. */
@NullMarked
package dev.penstock.jobs;

import org.jspecify.annotations.NullMarked;
