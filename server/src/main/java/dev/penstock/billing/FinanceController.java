package dev.penstock.billing;

import dev.penstock.billing.BillViews.TrialBalanceView;
import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Tenants;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the centre's finance staff does. */
@RestController
final class FinanceController {
  private final Access access;
  private final TopUps topUps;
  private final Funds funds;
  private final TrialBalance trialBalance;
  private final Audit audit;
  private final Tenants tenants;

  FinanceController(
      Access access,
      TopUps topUps,
      Funds funds,
      TrialBalance trialBalance,
      Audit audit,
      Tenants tenants) {
    this.access = access;
    this.topUps = topUps;
    this.funds = funds;
    this.trialBalance = trialBalance;
    this.audit = audit;
    this.tenants = tenants;
  }

  record TopUpBody(String amountYuan, String reference) {}

  record TopUpView(
      UUID transferId,
      OrgId organisationId,
      Money amountYuan,
      String reference,
      Money availableYuan) {}

  @PostMapping("/v1/operator/organisations/{id}/top-ups")
  @ResponseStatus(HttpStatus.CREATED)
  TopUpView topUp(Caller caller, @PathVariable OrgId id, @RequestBody TopUpBody body) {
    caller.require(Permission.FINANCE);
    Money amount = Money.parse("amountYuan", body.amountYuan());
    return access.operator(
        () -> {
          tenants.require(id);
          TopUps.Recorded recorded = topUps.record(id, amount, body.reference(), caller.person());
          TopUp topUp = recorded.topUp();
          if (recorded.fresh()) {
            audit(caller, topUp);
          }
          return new TopUpView(
              topUp.transfer(),
              id,
              topUp.amount(),
              topUp.reference(),
              funds.balance(id).available());
        });
  }

  private void audit(Caller caller, TopUp topUp) {
    audit.recordFor(
        topUp.org(),
        caller,
        "wallet.topped-up",
        "organisation",
        topUp.org().toString(),
        Map.of(
            "amountYuan", topUp.amount().toString(),
            "reference", topUp.reference(),
            "transfer", topUp.transfer().toString()));
  }

  @GetMapping("/v1/operator/ledger")
  TrialBalanceView ledger(Caller caller, @RequestParam(defaultValue = "false") boolean check) {
    caller.require(Permission.FINANCE);
    return trialBalance.read(check);
  }
}
