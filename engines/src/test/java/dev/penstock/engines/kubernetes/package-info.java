@org.jspecify.annotations.NullMarked
package dev.penstock.engines.kubernetes;
