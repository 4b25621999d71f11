/** The engine of a Kubernetes cluster. */
@NullMarked
package dev.penstock.engines.kubernetes;

import org.jspecify.annotations.NullMarked;
