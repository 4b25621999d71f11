package dev.penstock.storage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The store's limits, under {@code penstock.storage}.
 *
 * @param reserveBytes free space of the disk that the store never fills; 1 GiB by default
 * @param maxBlobBytes the largest file; 64 GiB by default
 * @param maxChunkBytes the largest body of one upload request; 16 MiB by default, which is also
 *     what the web server reads of a body that is refused, so that the client gets to the answer
 * @param maxFiles the most files of one tree; 100,000 by default
 * @param keepUnused how long what nothing refers to is kept: parts of uploads, blobs without a
 *     tree, leftovers of a crash; a day by default
 */
@ConfigurationProperties("penstock.storage")
record StorageSettings(
    @DefaultValue("1073741824") long reserveBytes,
    @DefaultValue("68719476736") long maxBlobBytes,
    @DefaultValue("16777216") long maxChunkBytes,
    @DefaultValue("100000") int maxFiles,
    @DefaultValue("1d") Duration keepUnused) {}
