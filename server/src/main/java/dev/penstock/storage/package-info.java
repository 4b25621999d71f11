/**
 * Content-addressed storage: blobs by organisation and SHA-256, and the file trees made of them.
 */
@NullMarked
package dev.penstock.storage;

import org.jspecify.annotations.NullMarked;
