@NullMarked
package dev.penstock.datasets.web;

import org.jspecify.annotations.NullMarked;
