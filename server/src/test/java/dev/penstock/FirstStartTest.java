package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.tenancy.Staff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class FirstStartTest {
  @Autowired private TestCentre centre;
  @Autowired private DataFolder folder;
  @Autowired private FirstStart firstStart;

  @Test
  void makesAnOperatorWhosePasswordOnlyTheServersUserReads() throws IOException {
    Path file = folder.path(FirstStart.PASSWORD_FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).hasSize(24);
    TestClient.Answer me = centre.operator().get("/v1/me").expect(200);
    assertThat(me.at("email")).isEqualTo(Staff.FIRST_OPERATOR);
    assertThat(me.body().path("roles").toString())
        .isEqualTo("[\"operator\",\"finance\",\"auditor\"]");
    assertThat(me.body().path("mustChangePassword").asBoolean()).isTrue();
  }

  @Test
  void aSecondStartChangesNothing() throws IOException {
    String before = Files.readString(folder.path(FirstStart.PASSWORD_FILE));
    firstStart.afterSingletonsInstantiated();
    assertThat(Files.readString(folder.path(FirstStart.PASSWORD_FILE))).isEqualTo(before);
  }
}
