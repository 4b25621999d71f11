package dev.penstock.live;

import dev.penstock.billing.BalanceChanged;
import dev.penstock.datasets.DatasetChanged;
import dev.penstock.fleet.IncidentChanged;
import dev.penstock.fleet.NodeChanged;
import dev.penstock.jobs.JobChanged;
import dev.penstock.jobs.JobState;
import dev.penstock.models.ModelChanged;
import dev.penstock.notebooks.NotebookChanged;
import dev.penstock.queues.QueuesChanged;
import dev.penstock.serving.EndpointChanged;
import dev.penstock.tenancy.NotificationSent;
import dev.penstock.tenancy.OrganisationChanged;
import dev.penstock.tenancy.RightsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the modules say, as events for readers. A module that says something new has a line here.
 */
@Component
final class Publications {
  private final Hub hub;

  Publications(Hub hub) {
    this.hub = hub;
  }

  @EventListener
  void on(JobChanged it) {
    hub.tell(LiveEvent.Kind.JOB, it.job().toString(), it.org());
    if (it.state() != JobState.RUNNING && it.state() != JobState.STOPPING) {
      hub.tell(LiveEvent.Kind.QUEUE, null, null);
    }
  }

  @EventListener
  void on(EndpointChanged it) {
    hub.tell(LiveEvent.Kind.ENDPOINT, it.endpoint().toString(), it.org());
  }

  @EventListener
  void on(NotebookChanged it) {
    hub.tell(LiveEvent.Kind.NOTEBOOK, it.notebook().toString(), it.org());
  }

  @EventListener
  void on(NotificationSent it) {
    hub.tell(LiveEvent.Kind.NOTIFICATION, it.notification().toString(), it.org());
  }

  @EventListener
  void on(OrganisationChanged it) {
    hub.tell(LiveEvent.Kind.ORGANISATION, it.org().toString(), it.org());
  }

  @EventListener
  void on(BalanceChanged it) {
    it.orgs().forEach(org -> hub.tell(LiveEvent.Kind.BALANCE, null, org));
  }

  @EventListener
  void on(DatasetChanged it) {
    hub.tell(LiveEvent.Kind.DATASET, it.dataset().toString(), it.org());
  }

  @EventListener
  void on(ModelChanged it) {
    hub.tell(LiveEvent.Kind.MODEL, it.model().toString(), it.org());
  }

  @EventListener
  void on(NodeChanged it) {
    hub.tellHere(LiveEvent.Kind.NODE, it.node(), null);
  }

  @EventListener
  void on(IncidentChanged it) {
    hub.tell(LiveEvent.Kind.INCIDENT, it.incident().toString(), null);
  }

  @EventListener
  void on(QueuesChanged it) {
    hub.tell(LiveEvent.Kind.QUEUE, null, null);
  }

  @EventListener
  void on(RightsChanged changed) {
    hub.lookAgain();
  }
}
