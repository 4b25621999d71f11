package dev.penstock;

import dev.penstock.tenancy.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the centre's first account before the first request is taken, and says how to sign in. */
@Component
final class FirstStart implements SmartInitializingSingleton {
  static final String PASSWORD_FILE = "operator-password";
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  private final Staff staff;
  private final DataFolder folder;

  FirstStart(Staff staff, DataFolder folder) {
    this.staff = staff;
    this.folder = folder;
  }

  @Override
  public void afterSingletonsInstantiated() {
    staff.createFirstOperator(Staff::randomPassword, this::keep);
  }

  private void keep(String password) {
    Path file = folder.path(PASSWORD_FILE);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, password + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep the operator's password in " + file, e);
    }
    // not the password itself: a log is kept longer, and read by more people
    LOG.info(
        "First start: sign in with \"./penstock login --email {}\"; the password is in {}, which"
            + " only this user can read. Change it then.",
        Staff.FIRST_OPERATOR,
        file);
  }
}
