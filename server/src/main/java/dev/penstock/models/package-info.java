/** Models: versions that jobs put out, with the lineage of each. */
@NullMarked
package dev.penstock.models;

import org.jspecify.annotations.NullMarked;
