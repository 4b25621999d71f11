package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Runtimes;
import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.tenancy.Notifications;
import dev.penstock.tenancy.Projects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How notebooks follow their jobs and their idleness; time and jobs are in the test's hand. */
@ServerTest
class NotebookLifeTest {
  private final Hand clock = new Hand();
  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final Access access;
  private final JdbcClient jdbc;
  private final Tenant tenant;
  private final OrgId org;
  private final Notebooks notebooks;
  private final NotebookWatch watch;

  NotebookLifeTest(
      @Autowired Access access,
      @Autowired JdbcClient jdbc,
      @Autowired KeptFolders folders,
      @Autowired Projects projects,
      @Autowired Flavours flavours,
      @Autowired Runtimes runtimes,
      @Autowired Notifications notifications,
      @Autowired TestCentre centre) {
    this.access = access;
    this.jdbc = jdbc;
    this.tenant = centre.approvedOrganisation("enterprise");
    this.org = tenant.orgId();
    NotebookTable table = new NotebookTable(jdbc);
    notebooks =
        new Notebooks(
            access,
            table,
            sandboxes,
            folders,
            projects,
            flavours,
            runtimes,
            "notebook-cpu",
            event -> {},
            clock);
    watch =
        new NotebookWatch(
            access,
            table,
            notebooks,
            sandboxes,
            sandboxes,
            notifications,
            folders,
            clock,
            Duration.ofSeconds(30));
  }

  /** A clock that stands still until it is moved. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @AfterEach
  void leaveNothingOn() {
    // the server's own watch need not look after them
    access.runAsTenant(
        org,
        () ->
            jdbc.sql("DELETE FROM notebooks.notebook WHERE org_id = ?")
                .param(org.value())
                .update());
  }

  private NotebookId started(int idleMinutes) {
    NotebookId id =
        notebooks.create(org, new NewNotebook("sketch", null, "cpu.nano", idleMinutes)).id();
    notebooks.start(org, PersonId.next(), id);
    return id;
  }

  private NotebookId ready(int idleMinutes) {
    NotebookId id = started(idleMinutes);
    sandboxes.pulse = new Idleness.Pulse(false, clock.instant());
    round();
    assertThat(now(id).state()).isEqualTo(NotebookState.READY);
    return id;
  }

  private Notebook now(NotebookId id) {
    return notebooks.find(org, id);
  }

  private void round() {
    watch.on(new NotebookChanged(NotebookId.next(), org));
    watch.tick();
  }

  private void pass(int minutes) {
    clock.now = clock.now.plus(Duration.ofMinutes(minutes));
    round();
  }

  private String notices() {
    return tenant.owner().get("/v1/notifications").expect(200).text();
  }

  @Test
  void isReadyOnceJupyterAnswers() {
    NotebookId id = started(60);
    round();
    assertThat(now(id).state()).isEqualTo(NotebookState.STARTING);
    sandboxes.pulse = new Idleness.Pulse(false, clock.instant());
    round();
    assertThat(now(id).state()).isEqualTo(NotebookState.READY);
    assertThat(now(id).stopsAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void isStoppedForIdlenessAfterItsOwnerWasTold() {
    NotebookId id = ready(60);
    pass(49);
    assertThat(notices()).doesNotContain("notebook.idle");
    pass(2);
    assertThat(notices()).contains("notebook.idle", "sketch");
    assertThat(now(id).state()).isEqualTo(NotebookState.READY);
    pass(9);
    assertThat(now(id).state()).isEqualTo(NotebookState.STOPPING);
    round();
    round();
    assertThat(sandboxes.stopped).hasSize(1);
    assertThat(now(id).state()).isEqualTo(NotebookState.STOPPED);
    assertThat(now(id).reason()).startsWith("stopped for idleness");
  }

  @Test
  void goesOnWhileItIsKeptAliveOrWorks() {
    NotebookId id = ready(10);
    pass(9);
    notebooks.keepAlive(org, id);
    pass(9);
    assertThat(now(id).state()).isEqualTo(NotebookState.READY);
    sandboxes.pulse = new Idleness.Pulse(true, Instant.EPOCH);
    pass(9);
    assertThat(now(id).lastActiveAt()).isEqualTo(clock.instant());
    sandboxes.pulse = null;
    pass(11);
    assertThat(now(id).state()).isEqualTo(NotebookState.STOPPING);
  }

  @Test
  void failsWithTheReasonOfItsJobAndCanBeStartedAgain() {
    NotebookId id = started(60);
    sandboxes.ends(
        Objects.requireNonNull(now(id).job()),
        new Sandboxes.State.Ended(false, "Jupyter is not installed"));
    round();
    assertThat(now(id).state()).isEqualTo(NotebookState.FAILED);
    assertThat(now(id).reason()).isEqualTo("Jupyter is not installed");
    assertThat(notebooks.start(org, PersonId.next(), id).state()).isEqualTo(NotebookState.STARTING);
  }

  @Test
  void isStoppedWhenItsJobIsEndedOnPurpose() {
    NotebookId id = ready(60);
    sandboxes.ends(
        Objects.requireNonNull(now(id).job()),
        new Sandboxes.State.Ended(true, "it was shut down from within"));
    round();
    assertThat(now(id).state()).isEqualTo(NotebookState.STOPPED);
    assertThat(now(id).stopsAt()).isNull();
  }

  @Test
  void refusesWhatCantBe() {
    assertThatThrownBy(() -> notebooks.create(org, new NewNotebook("x", null, "cpu.nano", 4)))
        .hasMessageContaining("idleMinutes");
    assertThatThrownBy(() -> notebooks.create(org, new NewNotebook("x", null, "none", null)))
        .hasMessageContaining("flavour");
    started(60);
    assertThatThrownBy(
            () -> notebooks.create(org, new NewNotebook("sketch", null, "cpu.nano", null)))
        .hasMessageContaining("already");
  }
}
