package dev.penstock.insights;

import dev.penstock.billing.TopUps;
import dev.penstock.shared.Money;
import dev.penstock.tenancy.TenantProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the staff wants to know of an organisation at once.
 *
 * @param runningJobs jobs that have a place
 * @param endpoints endpoints that are open
 * @param money absent for staff who may not see money
 */
record OrganisationDetail(
    TenantProfile organisation,
    int runningJobs,
    int waitingJobs,
    int endpoints,
    @Nullable OrganisationMoney money) {

  /**
   * Its money.
   *
   * @param balanceYuan what is available and what is held together
   * @param spentThisMonthYuan what was charged since the centre's month began
   * @param topUps the last twenty, the newest first
   */
  record OrganisationMoney(
      Money balanceYuan,
      Money heldYuan,
      Money availableYuan,
      Money spentThisMonthYuan,
      List<TopUps.PaidTopUp> topUps) {}
}
