package dev.penstock.insights;

import dev.penstock.billing.Balance;
import dev.penstock.billing.Funds;
import dev.penstock.billing.MoneyBook;
import dev.penstock.billing.TopUps;
import dev.penstock.insights.OrganisationDetail.OrganisationMoney;
import dev.penstock.jobs.JobFigures;
import dev.penstock.metering.CentreTime;
import dev.penstock.serving.EndpointCounts;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.TenantProfile;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;

/** Gathers what the staff wants to know of an organisation. */
final class OrganisationDetails {
  private static final int TOP_UPS = 20;

  private final Access access;
  private final Tenants tenants;
  private final JobFigures jobs;
  private final EndpointCounts endpoints;
  private final Funds funds;
  private final MoneyBook money;
  private final TopUps topUps;
  private final CentreTime time;
  private final Clock clock;

  OrganisationDetails(
      Access access,
      Tenants tenants,
      JobFigures jobs,
      EndpointCounts endpoints,
      Funds funds,
      MoneyBook money,
      TopUps topUps,
      CentreTime time,
      Clock clock) {
    this.access = access;
    this.tenants = tenants;
    this.jobs = jobs;
    this.endpoints = endpoints;
    this.funds = funds;
    this.money = money;
    this.topUps = topUps;
    this.time = time;
    this.clock = clock;
  }

  /**
   * All about an organisation.
   *
   * @param withMoney whether its money is told too
   * @throws dev.penstock.shared.ProblemException not found
   */
  OrganisationDetail of(OrgId org, boolean withMoney) {
    return access.operator(
        () -> {
          TenantProfile profile = tenants.profile(org);
          JobFigures.Counts counts = jobs.counts(org);
          return new OrganisationDetail(
              profile,
              counts.running(),
              counts.waiting(),
              endpoints.open(org).values().stream().mapToInt(Integer::intValue).sum(),
              withMoney ? moneyOf(org) : null);
        });
  }

  private OrganisationMoney moneyOf(OrgId org) {
    Balance balance = funds.balance(org);
    return new OrganisationMoney(
        balance.total(),
        balance.held(),
        balance.available(),
        money.spent(org, time.month(clock.instant())),
        topUps.latest(org, TOP_UPS));
  }
}
