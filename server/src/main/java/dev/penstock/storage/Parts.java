package dev.penstock.storage;

import dev.penstock.shared.Access;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the store's services are made of. */
record Parts(
    StoreFolders folders,
    ObjectStore store,
    StoreRows rows,
    Access access,
    Room room,
    StorageSettings settings,
    Clock clock) {

  /** The parts of a store of files in this folder. */
  static Parts of(
      Path root, StorageSettings settings, Access access, JdbcClient jdbc, Clock clock) {
    StoreFolders folders = StoreFolders.at(root);
    return new Parts(
        folders,
        new FileObjectStore(folders.blobs()),
        new StoreRows(jdbc),
        access,
        new Room(folders.root(), settings.reserveBytes()),
        settings,
        clock);
  }
}
